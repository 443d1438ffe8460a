/** A way for frames from hub to hub. At most once and in no promised order: the relay counts what comes. */
export type Link = {
  readonly name: 'postgres' | 'redis';
  /** Frames of others arrive now. */
  readonly hears: () => boolean;
  /** Frames can be sent now. */
  readonly speaks: () => boolean;
  /** Rejects when it was not taken. */
  readonly send: (text: string) => Promise<void>;
  /** Something was missed on it: makes its connections anew where that helps. */
  readonly renew: () => void;
  readonly close: () => Promise<void>;
};

export type Hearing = {
  readonly onFrame: (text: string) => void;
  /** It hears from now on; what was sent before may be lost. */
  readonly onHearing: () => void;
};
