/** Time as a dependency: domains never read the machine's clock themselves, so tests can move it. */
export type Clock = {
  /** The present instant. */
  now(): Date;
};

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
