import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { Recorder } from './recorder.ts';

/** What the database says now, for a client to compare its screen with. */
export type Now = {
  /** Newest seq by customer. */
  readonly seqs: Readonly<Record<string, number>>;
  /** Newest version of each customer's topic. */
  readonly versions: Readonly<Record<string, number>>;
  /** Newest seq by customer of what they may read in the widget. */
  readonly visible: Readonly<Record<string, number>>;
  readonly conversations: Readonly<Record<string, { readonly epoch: number; readonly owner: string }>>;
};

export type Counts = { messages: number; handoffs: number };

/** A person at a screen: talks by itself until told to be quiet, then shows what it has. */
export type LoadClient = {
  readonly name: string;
  /** Resolves when it is connected for the first time. */
  readonly ready: Promise<void>;
  readonly talk: () => void;
  /** Says nothing new; resolves when everything said is answered. */
  readonly quiet: () => Promise<void>;
  /** What the screen lacks, in words; null when it shows what there is. */
  readonly lacks: (now: Now) => string | null;
  /** Writes down what stands on the screen. */
  readonly showScreen: () => void;
  readonly stop: () => void;
  readonly counts: Readonly<Counts>;
};

export type LoadParts = {
  readonly url: string;
  readonly name: string;
  readonly recorder: Recorder;
  readonly random: SeededRandom;
  /** Mean time between two things said, milliseconds. */
  readonly paceMs: number;
};

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until something is so, however long that takes; false when it was told to give up first. */
export async function waitFor(check: () => boolean, givesUp: () => boolean = () => false): Promise<boolean> {
  while (!check()) {
    if (givesUp()) return false;
    await pause(20);
  }
  return true;
}
