import type { TypingSignal } from '#shared/wire/socket.ts';

/** Who writes now, until when; `until` is of the clock whose `now` is passed in. */
export type TypingState = readonly { readonly signal: TypingSignal; readonly until: number }[];

const sameWriter = (a: TypingSignal, b: TypingSignal): boolean =>
  a.customerId === b.customerId && a.by === b.by && a.agentId === b.agentId;

/** Somebody began, went on or stopped. Signals are not kept: each is forgotten `forMs` after it came. */
export function typingSignalled(state: TypingState, signal: TypingSignal, now: number): TypingState {
  const others = state.filter((entry) => entry.until > now && !sameWriter(entry.signal, signal));
  return signal.active ? [...others, { signal, until: now + signal.forMs }] : others;
}

/** Without those whose time is over; the same array when there are none. */
export function typingForgotten(state: TypingState, now: number): TypingState {
  return state.some((entry) => entry.until <= now) ? state.filter((entry) => entry.until > now) : state;
}

/** Who writes on a thread, by the records it is made of. */
export function typingOn(state: TypingState, members: readonly string[]): TypingSignal[] {
  return state.filter((entry) => members.includes(entry.signal.customerId)).map((entry) => entry.signal);
}
