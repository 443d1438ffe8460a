const PAGE_SIZE = 40;

/** The address of the newest page, or of the one before the place that a page named. */
export function historyPath(before?: string): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (before !== undefined) query.set('before', before);
  return `/api/v1/visitor/history?${query}`;
}
