export { PalettePart } from './palette.tsx';
