export { OutboxStatus } from './outbox-status.tsx';
export { UndoAnywhere } from './undo-anywhere.tsx';
