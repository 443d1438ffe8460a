import type { StoreApi } from 'zustand/vanilla';

/** What a screen may read of a store and be told about. */
export type Readable<T> = Pick<StoreApi<T>, 'getState' | 'subscribe' | 'getInitialState'>;
