import type { Provider } from '#server/channels/provider.ts';
import { csvDropProvider } from './csv-drop.provider.ts';
import { posProvider } from './pos.provider.ts';

/** What connects stores: tills that call us, and tills that write files. */
export const storeProviders: readonly Provider[] = [posProvider, csvDropProvider];
