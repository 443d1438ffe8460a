import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { shownContactPoint } from '#shared/domain/contact-point.ts';
import type { IdentityEvent, Person, Suggestion } from '#shared/domain/identity.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { type EventRow, eventsOf } from './history.repository.ts';
import { persons } from './persons.repository.ts';
import { householdsOf, lineHoldersOf, type OpenSuggestion, openSuggestionsOf } from './suggestions.repository.ts';

const EVENTS_SHOWN = 200;

/** Who may be the same as a customer, the likeliest first, each other thread once; their household; a shared line's holders. */
export async function suggestionsFor(
  deps: Deps,
  asking: Asking,
  customerId: string,
): Promise<QueryOutput<'identity.suggestions'>> {
  const members = await membersOf(deps.db, customerId);
  const [open, households, lines] = await Promise.all([
    openSuggestionsOf(deps.db, members),
    householdsOf(deps.db, members),
    lineHoldersOf(deps.db, members),
    ensureViewed(deps, asking, customerId),
  ]);
  const people = await persons(deps.db, [
    ...new Set([customerId, ...open.map((s) => s.otherId), ...households, ...lines]),
  ]);
  const self = people.get(customerId);
  const known = (ids: readonly string[]) => ids.flatMap((id) => people.get(id) ?? []);
  return {
    suggestions: self === undefined ? [] : open.flatMap((row) => asSuggestion(row, self, people.get(row.otherId))),
    households: known(households),
    lineHolders: known(lines),
  };
}

const asSuggestion = (
  { id, reasons, score, at }: OpenSuggestion,
  self: Person,
  other: Person | undefined,
): Suggestion[] =>
  other === undefined ? [] : [{ id, self, other, reasons: [...reasons], score, at: at.toISOString() }];

/** Every decision about who a customer is, newest first; contact points masked ([PR4]). */
export async function identityHistory(deps: Deps, asking: Asking, customerId: string): Promise<IdentityEvent[]> {
  const members = await membersOf(deps.db, customerId);
  const [rows] = await Promise.all([eventsOf(deps.db, members, EVENTS_SHOWN), ensureViewed(deps, asking, customerId)]);
  return rows.map(asEvent);
}

function asEvent(row: EventRow): IdentityEvent {
  const { id, event, standing } = row;
  return {
    id,
    event,
    standing,
    at: row.at.toISOString(),
    customer: { customerId: row.customerId, name: row.customerName },
    ...(row.by === null ? {} : { by: row.by }),
    ...(row.otherId === null ? {} : { other: { customerId: row.otherId, name: row.otherName } }),
    ...(row.pointId === null || row.pointKind === null || row.pointValue === null
      ? {}
      : {
          point: {
            id: row.pointId,
            kind: row.pointKind,
            value: shownContactPoint(row.pointKind, row.pointValue, false).value,
          },
        }),
    ...(row.linkId === null ? {} : { linkId: row.linkId }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
