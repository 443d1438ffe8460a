import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PoolClient } from 'pg';

/**
 * A statement that begins with this is planned once per connection instead of at every call: for the few on the hot
 * path whose text never changes. Put it first: sql`${PREPARED} select …`.
 */
const MARK = '/* prepared */';
export const PREPARED = sql.raw(MARK);

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

const names = new Map<string, string>();

/** Makes a connection keep the plans of marked statements under a name of their text. */
export function prepareMarked(client: PoolClient): void {
  const plain = client.query.bind(client) as Query;
  const query: Query = (text, values, ...rest) =>
    typeof text === 'string' && text.startsWith(MARK)
      ? plain({ name: nameOf(text), text, values }, ...rest)
      : plain(text, values, ...rest);
  client.query = query as PoolClient['query'];
}

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    names.set(text, name);
  }
  return name;
}
