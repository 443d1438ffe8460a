import { ITEM_SPOILINGS } from './spoil-items.ts';
import { OWNER_SPOILINGS } from './spoil-owners.ts';
import { READING_SPOILINGS } from './spoil-reading.ts';
import type { Spoiling } from './spoiling.ts';

/** At least one for each kind of fault; where a kind has several faces, several. */
export const SPOILINGS: readonly Spoiling[] = [...ITEM_SPOILINGS, ...OWNER_SPOILINGS, ...READING_SPOILINGS];
