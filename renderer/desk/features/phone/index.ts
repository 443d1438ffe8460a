export { CallBar } from './call-bar.tsx';
export { CallNumber } from './call-number.tsx';
export { DialDialog } from './dial-dialog.tsx';
export { IncomingCalls } from './incoming-calls.tsx';
export { PhoneLine } from './phone-line.tsx';
