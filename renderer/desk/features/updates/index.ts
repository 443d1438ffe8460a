export { UpdateStatus } from './update-status.tsx';
