import type { WireError } from '#shared/wire/ack.ts';

/** What a screen shows while it waits, when it has it, and when it cannot have it. */
export type Loadable<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly data: T }
  | { readonly state: 'error'; readonly error: WireError; readonly retry: () => void };

export const LOADING = { state: 'loading' } as const;
