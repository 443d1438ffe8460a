import type { Query } from '#server/db/handle.ts';
import {
  type CustomerNames,
  fillBlanks,
  insertCustomers,
  type NewCustomer,
} from '#server/domains/customers/customers.repository.ts';
import { customersLocked, type LockedCustomer, refuseGrown } from '#server/domains/customers/members.repository.ts';
import { indexCustomer } from '#server/domains/search/customer-words.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { type ClaimedPoint, type IdentityClaim, pointKey } from './claim.ts';
import { addTodo } from './find-duplicates.repository.ts';
import {
  addSuggestions,
  insertLinks,
  insertPoints,
  type NewLink,
  type NewSuggestion,
  type PointRow,
  pointsHeld,
} from './identity.repository.ts';
import { KnownPeople } from './known-people.ts';
import { contradicts, matchClaim, verifiedHolder } from './match.ts';

/** Whose an input is. `contactPoints` are the claim's, in its order, with their ids. */
export type Resolved = {
  readonly customerId: string;
  readonly created: boolean;
  readonly contactPoints: readonly { readonly id: string; readonly kind: ContactPointKind }[];
};

/** Whose some inputs are, before anything of it is written: see `planPeople`. */
export type PlannedPeople = {
  /** In the order of the inputs. */
  readonly resolved: readonly Resolved[];
  /** Locks who was found; its rows are what `writePeople` asks for. */
  readonly locks: Query<LockedCustomer>;
  readonly plan: Plan;
};

/** What a work decided and has yet to write. */
type Plan = {
  readonly created: Map<string, NewCustomer>;
  readonly links: NewLink[];
  readonly suggestions: NewSuggestion[];
  /** Existing customers whose names or points may change, with what the inputs call them. */
  readonly named: Map<string, IdentityClaim[]>;
  readonly gained: Set<string>;
};

/** As resolveCustomers, for one input. */
export async function resolveCustomer(work: Work, claim: IdentityClaim): Promise<Resolved> {
  const [resolved] = await resolveCustomers(work, [claim]);
  if (resolved === undefined) throw new Error('one claim has one answer');
  return resolved;
}

/**
 * Finds or makes the customer of each input, by [ID1], [ID2] and [ID4], later inputs seeing what earlier ones made.
 * Every customer found is locked when it returns. Names, kana and language fill blanks and overwrite nothing. Who else
 * holds a point becomes a stored suggestion. Points must be in normal form (normalisePoints) and at least one each.
 */
export async function resolveCustomers(work: Work, claims: readonly IdentityClaim[]): Promise<readonly Resolved[]> {
  const { rows } = await peopleAsked(claims).execute(work.tx);
  const people = await planPeople(work, claims, rows);
  await writePeople(work, people, (await people.locks.execute(work.tx)).rows);
  return people.resolved;
}

/** What `planPeople` has to know of these inputs; a statement for whoever reads more with it. */
export const peopleAsked = (claims: readonly IdentityClaim[]): Query<PointRow> =>
  pointsHeld([...pointsOf(claims).values()], [...new Set(claims.map((claim) => claim.source))]);

function pointsOf(claims: readonly IdentityClaim[]): Map<string, ClaimedPoint> {
  const points = new Map<string, ClaimedPoint>();
  for (const claim of claims) for (const point of claim.points) points.set(pointKey(point), point);
  return points;
}

/**
 * The first half of resolveCustomers, for whoever reads more behind its locks: says whose the inputs are and waits for nobody. `rows`
 * are what `peopleAsked` found, of these inputs and perhaps of others. Nothing holds before `locks` were sent and `writePeople` is done.
 */
export async function planPeople(
  work: Work,
  claims: readonly IdentityClaim[],
  rows: readonly PointRow[],
): Promise<PlannedPeople> {
  const people = await knownPeople(work, claims, rows);
  const plan: Plan = { created: new Map(), links: [], suggestions: [], named: new Map(), gained: new Set() };
  const resolved = claims.map((claim) => decide(work, people, plan, claim));
  const existing = new Set(resolved.map((r) => r.customerId).filter((id) => !plan.created.has(id)));
  return { resolved, locks: customersLocked([...existing]), plan };
}

async function knownPeople(
  work: Work,
  claims: readonly IdentityClaim[],
  rows: readonly PointRow[],
): Promise<KnownPeople> {
  const people = new KnownPeople(rows);
  const missing = [...pointsOf(claims).values()].filter((point) => !people.points.has(pointKey(point)));
  const made = await insertPoints(work, missing);
  missing.forEach((point, n) => {
    people.addPoint(point, { id: made[n] as string, shared: false, holders: [] });
  });
  return people;
}

function decide(work: Work, people: KnownPeople, plan: Plan, claim: IdentityClaim): Resolved {
  const { customerId: found, suggestions } = matchClaim(claim, people.points, people.proofOf);
  const customerId = found ?? work.nextId();
  if (found === null) plan.created.set(customerId, newCustomer(work, customerId, claim));
  else if (plan.created.has(found)) plan.created.set(found, named(plan.created.get(found) as NewCustomer, claim));
  else plan.named.set(found, [...(plan.named.get(found) ?? []), claim]);
  for (const point of claim.points) hold(people, plan, { customerId, point, source: claim.source });
  plan.suggestions.push(
    ...suggestions.map(({ customerId: other, reason, score }) => ({ a: customerId, b: other, reason, score })),
  );
  return {
    customerId,
    created: found === null,
    contactPoints: claim.points.map((point) => ({ id: idOf(people, point), kind: point.kind })),
  };
}

const newCustomer = (work: Work, id: string, claim: IdentityClaim): NewCustomer => ({
  id,
  name: claim.name || null,
  kana: claim.kana || null,
  locale: claim.locale ?? null,
  since: claim.occurredAt < work.at ? claim.occurredAt : work.at,
});

const named = <C extends CustomerNames>(customer: C, claim: IdentityClaim): C => ({
  ...customer,
  name: customer.name ?? (claim.name || null),
  kana: customer.kana ?? (claim.kana || null),
  locale: customer.locale ?? claim.locale ?? null,
});

type Hold = { readonly customerId: string; readonly point: ClaimedPoint; readonly source: string };

/** Makes the customer hold a point of their input, as verified only where nobody else does and nothing contradicts. */
function hold(people: KnownPeople, plan: Plan, { customerId, point, source }: Hold): void {
  const known = people.points.get(pointKey(point));
  if (known === undefined) return;
  const own = known.holders.find((holder) => holder.customerId === customerId);
  const free = known.shared || verifiedHolder(known) === null;
  const verified = point.verifiedBy !== null && free && !contradicts(point, people.proofOf(customerId));
  if (own !== undefined && (own.verified || own.shared || !verified)) return;
  const saidBy = own?.saidBy ?? (verified ? null : source);
  plan.links.push({
    contactPointId: known.id,
    customerId,
    verifiedBy: verified ? point.verifiedBy : null,
    saidBy,
    shared: known.shared,
  });
  plan.gained.add(customerId);
  people.addHolder(point, { customerId, verified, shared: known.shared, saidBy });
}

function idOf(people: KnownPeople, point: ClaimedPoint): string {
  const id = people.points.get(pointKey(point))?.id;
  if (id === undefined) throw new Error(`point of kind ${point.kind} was not read`);
  return id;
}

/**
 * The second half: `threads` are the rows of its locks. Customers before links before suggestions: the order in which every work
 * waits for others (see Work).
 */
export async function writePeople(
  work: Work,
  { plan, resolved }: PlannedPeople,
  threads: readonly LockedCustomer[],
): Promise<void> {
  await refuseGrown(work, threads);
  const existing = new Set(resolved.map((r) => r.customerId).filter((id) => !plan.created.has(id)));
  const locked = threads.filter(({ id }) => existing.has(id));
  if (locked.length < existing.size) throw new RetryWork();
  await insertCustomers(work, [...plan.created.values()]);
  await insertLinks(work, onePerPair(plan.links));
  await addSuggestions(work, plan.suggestions);
  await addTodo(work, [...plan.gained]);
  for (const customer of locked) {
    const filled = (plan.named.get(customer.id) ?? []).reduce(named, customer);
    const changed = filled.name !== customer.name || filled.kana !== customer.kana || filled.locale !== customer.locale;
    if (changed) await fillBlanks(work, filled);
    if (!changed && !plan.gained.has(customer.id)) continue;
    await indexCustomer(work, customer.id);
    await addCustomerEvent(work, customer.id, { type: 'customer_changed' });
  }
  for (const id of plan.created.keys()) await indexCustomer(work, id);
}

/** One statement may not change a row twice: of several links of one customer to one point the last word stands. */
function onePerPair(links: readonly NewLink[]): NewLink[] {
  return [...new Map(links.map((link) => [link.contactPointId + link.customerId, link])).values()];
}
