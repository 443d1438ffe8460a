export { CheckChip } from './check-chip.tsx';
export { CheckDialog } from './check-dialog.tsx';
export { CheckEditor } from './check-editor.tsx';
export { CheckSection } from './check-section.tsx';
