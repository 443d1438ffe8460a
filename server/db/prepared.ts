import { createHash } from 'node:crypto';
import { sql } from 'kysely';

/**
 * A statement that begins with this is planned once per connection instead of at every call: for the few on the hot
 * path whose text never changes. Put it first: sql`${PREPARED} select …`.
 */
const MARK = '/* prepared */';
export const PREPARED = sql.raw(MARK);

const names = new Map<string, string>();

/** The name that a marked statement's plan is kept under, made of its text; undefined for any other. */
export function nameOfMarked(text: string): string | undefined {
  if (!text.startsWith(MARK)) return undefined;
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    names.set(text, name);
  }
  return name;
}
