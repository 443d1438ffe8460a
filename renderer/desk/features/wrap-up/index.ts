export { WrapUpDialog } from './wrap-up-dialog.tsx';
