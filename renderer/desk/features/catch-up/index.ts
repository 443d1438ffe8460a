export { CatchUp } from './catch-up.tsx';
