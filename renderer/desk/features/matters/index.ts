export { MatterChips } from './matter-chips.tsx';
export { MergeDialog } from './merge-dialog.tsx';
export { SplitDialog } from './split-dialog.tsx';
