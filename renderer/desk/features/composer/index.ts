export { Composer } from './composer.tsx';
export { CustomerNote } from './customer-note.tsx';
