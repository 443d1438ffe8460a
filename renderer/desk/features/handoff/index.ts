export { HandOffDialog } from './hand-off-dialog.tsx';
export { ReturnDialog } from './return-dialog.tsx';
