export { AskStoreDialog } from './ask-store-dialog.tsx';
