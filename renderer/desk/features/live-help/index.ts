export { LiveHelp } from './live-help.tsx';
export { LiveNow } from './live-now.tsx';
export { WatchedChip } from './watched-chip.tsx';
