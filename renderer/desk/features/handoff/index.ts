export { HandOffDialog } from './hand-off-dialog.tsx';
export { InviteAgainDialog } from './invite-again-dialog.tsx';
export { ReturnDialog } from './return-dialog.tsx';
