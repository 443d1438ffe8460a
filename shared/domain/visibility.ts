import { assertNever } from '../lib/assert.ts';
import type { Role } from './people.ts';
import type { Visibility } from './timeline-item.ts';

export type Reader = { readonly role: Role; readonly id: string };
type Readable = { readonly visibility: Visibility; readonly audience?: readonly string[] | null | undefined };

/**
 * Who may read an item ([TL5]). Visitors read only what is for the customer; whether it is also of their own
 * conversation is the caller's to check. Agents and leads read customer and internal items; `lead` is for leads;
 * `private` is for those named in its audience and nobody else.
 */
export function mayReadItem(reader: Reader, item: Readable): boolean {
  switch (item.visibility) {
    case 'customer':
      return reader.role === 'agent' || reader.role === 'lead' || reader.role === 'visitor';
    case 'internal':
      return reader.role === 'agent' || reader.role === 'lead';
    case 'lead':
      return reader.role === 'lead';
    case 'private':
      return reader.role !== 'visitor' && (item.audience?.includes(reader.id) ?? false);
    default:
      return assertNever(item.visibility, 'visibility');
  }
}
