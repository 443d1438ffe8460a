export { CareMore } from './care-more.tsx';
