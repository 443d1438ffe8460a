export { LeftDrafts } from './left-drafts.tsx';
export { ShiftPart } from './shift-part.tsx';
