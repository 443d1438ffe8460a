import { setImmediate } from 'node:timers/promises';

/**
 * Lets whatever else this hub has to do come first, and then goes on: for a long reckoning, between two of its parts.
 * Nothing is kept for later by it, so nothing is lost with the process.
 */
export const afterOtherWork = (): Promise<void> => setImmediate();
