import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { asConversation, findConversations } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { type HeldPoint, heldPoints, ownsActiveConversation } from '#server/domains/customers/panel.repository.ts';
import { AppError } from '#server/errors.ts';
import { type ContactPointKind, shownContactPoint } from '#shared/domain/contact-point.ts';
import type { MergePreview, Person } from '#shared/domain/identity.ts';
import type { QueryParsed } from '#shared/wire/queries.ts';
import { isOneEach } from './match.ts';
import { sameName } from './names.ts';
import { persons } from './persons.repository.ts';
import { threadCounts } from './preview.repository.ts';
import { decisionBetween, type SuggestionState } from './suggestions.repository.ts';

type Side = MergePreview['sides'][0];
type Read = { readonly side: Side; readonly held: readonly HeldPoint[] };

/**
 * What would come together if two customers were one thread, and what speaks against it; changes nothing but that both
 * are on record as looked at ([PR1]). Throws `not_found`.
 */
export async function previewMerge(
  deps: Deps,
  asking: Asking,
  { customerId, otherId }: QueryParsed<'identity.preview'>,
): Promise<MergePreview> {
  const people = await persons(deps.db, [customerId, otherId]);
  const [self, other] = [people.get(customerId), people.get(otherId)];
  if (self === undefined || other === undefined) throw new AppError('not_found');
  const [mine, theirs] = await Promise.all([membersOf(deps.db, customerId), membersOf(deps.db, otherId)]);
  const [one, two, decided] = await Promise.all([
    readSide(deps, asking, self, mine),
    readSide(deps, asking, other, theirs),
    decisionBetween(deps.db, mine, theirs),
    ensureViewed(deps, asking, customerId),
    ensureViewed(deps, asking, otherId),
  ]);
  return {
    sides: [one.side, two.side],
    conflicts: conflictsOf(
      one,
      two,
      decided.map((row) => row.state),
    ),
    reasons: [...new Set(decided.flatMap((row) => row.reasons))],
    joined: mine.includes(otherId),
  };
}

async function readSide(deps: Deps, asking: Asking, person: Person, members: readonly string[]): Promise<Read> {
  const [held, counts, inFull] = await Promise.all([
    heldPoints(deps.db, members, deps.clock.now()),
    threadCounts(deps.db, members),
    ownsActiveConversation(deps.db, members, asking.actor.id),
  ]);
  const open = await findConversations(deps.db, counts.unresolved);
  const points = held.map(({ id, kind, value, verified, shared }) => ({
    id,
    kind,
    verified,
    shared,
    ...shownContactPoint(kind, value, inFull),
  }));
  const { items, conversations } = counts;
  return { side: { ...person, items, conversations, points, open: open.map(asConversation) }, held };
}

function conflictsOf(one: Read, two: Read, decided: readonly SuggestionState[]): MergePreview['conflicts'] {
  const proven = ({ held }: Read, kind: ContactPointKind) =>
    held.filter((point) => point.kind === kind && point.verified && !point.shared).map((point) => point.value);
  const kinds = [...new Set(one.held.map((point) => point.kind))].filter((kind) => {
    const [a, b] = [proven(one, kind), proven(two, kind)];
    return isOneEach(kind) && a.length > 0 && b.length > 0 && !a.some((value) => b.includes(value));
  });
  const owners = [one, two].map(({ side }) =>
    side.open.filter((c) => c.owner.type === 'agent').map((c) => c.owner.name),
  );
  const names = [one.side.name, two.side.name] as [string, string];
  const decision = decided.find((state) => state === 'not_same' || state === 'household');
  const differ = names.every((name) => name !== '') && !sameName(one.side, two.side);
  const split = owners[0]?.some((name) => owners[1]?.some((other) => other !== name)) === true;
  const conflicts: MergePreview['conflicts'] = kinds.map((pointKind) => ({ kind: 'verified_points', pointKind }));
  if (differ) conflicts.push({ kind: 'names', names });
  if (split) conflicts.push({ kind: 'owners', owners: [...new Set(owners.flat())] });
  if (decision !== undefined) conflicts.push({ kind: 'decided', decision });
  return conflicts;
}
