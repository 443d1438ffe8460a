export { BulkPage } from './bulk-page.tsx';
