import type { Cursor } from '#shared/wire/topic.ts';

const PAGE_SIZE = 40;

/** Which page: the newest one with what was added since a place, or the one before the place that a page named. */
export type PageWish = { readonly before?: string; readonly since?: Cursor | null };

export function historyPath({ before, since }: PageWish): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (before !== undefined) query.set('before', before);
  if (since) query.set('since', `${since.generation}_${since.version}`);
  return `/api/v1/visitor/history?${query}`;
}
