import type { Asking } from '#server/asking.ts';
import type { IdentityClaim } from '#server/domains/identity/claim.ts';
import { normalisePoints } from '#server/domains/identity/claim.ts';
import { AppError } from '#server/errors.ts';
import { channelFacts } from '#shared/domain/channels.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { INGEST_KINDS, ITEM_DATA, type ItemData, type ItemKind } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import { AHEAD_LIMIT_MS } from '#shared/domain/timeline-item.ts';
import { storable } from '#shared/lib/storable.ts';
import { type IngestEvent, ingestEventSchema } from '#shared/wire/ingest.ts';
import type { ReadyEvent } from './ready-event.ts';

/** The longest line, in bytes of UTF-8. */
export const LINE_LIMIT = 256 * 1024;
const LINE_LIMIT_TEXT = '256 kB';

/** Ids that a company's own systems hand out: only they know them, so a key that gives one vouches for it ([ID2]). */
const PROVIDER_KINDS: ReadonlySet<ContactPointKind> = new Set(['shop', 'loyalty']);
const ASSERT_GRANT = 'identity:assert';

/** One line as JSON. Throws `too_large`, or `malformed` with where it breaks and not with what it says ([PR4]). */
export function parseJsonLine(text: string): unknown {
  if (text.length > LINE_LIMIT || Buffer.byteLength(text) > LINE_LIMIT) throw tooLong();
  try {
    return wellFormed(text, JSON.parse(text));
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const reason = position === undefined ? 'it ends too early' : `column ${Number(position) + 1}`;
    throw new AppError('malformed', { cause: error, details: { reason } });
  }
}

/** One element of a JSON array, as parseJsonLine gives one. */
export function asLine(value: unknown): unknown {
  const text = JSON.stringify(value);
  if (text.length > LINE_LIMIT || Buffer.byteLength(text) > LINE_LIMIT) throw tooLong();
  return wellFormed(text, value);
}

const tooLong = () => new AppError('too_large', { details: { limit: LINE_LIMIT_TEXT } });

/** What PostgreSQL can not keep is taken out: NUL, and halves of characters. */
function wellFormed(text: string, value: unknown): unknown {
  return /\\u0000|\\u[dD][89a-fA-F]/.test(text) ? storable(value) : value;
}

/**
 * One event, checked and in normal form. Throws `unknown_kind`, `invalid`, `too_large`, `future_date` or
 * `date_out_of_range`; what is wrong is told, what was sent is not.
 */
export function readEvent(asking: Asking, value: unknown, now: Date): ReadyEvent {
  assertKindKnown(value);
  const event = parsed(ingestEventSchema.safeParse(value), '');
  const occurredAt = instantOf(event.occurredAt, now);
  const data = parsed(ITEM_DATA[event.kind].safeParse(event.data) as Parsed<ItemData<ItemKind>>, 'data.');
  const claim = claimOf(asking, event, occurredAt);
  const direction = directionOf(event);
  return {
    source: event.source,
    externalId: event.externalId,
    kind: event.kind,
    data,
    channel: event.channel,
    direction,
    author: authorOf(event, direction),
    occurredAt,
    // Two systems may call two threads by one name.
    thread: event.thread === undefined ? undefined : `${event.source}:${event.thread}`,
    historical: event.historical,
    claim,
    pointIndex: addressIndex(event, claim),
  };
}

function assertKindKnown(value: unknown): void {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || (INGEST_KINDS as readonly string[]).includes(kind)) return;
  throw new AppError('unknown_kind', { details: { found: kind.slice(0, 50), expected: INGEST_KINDS.join(', ') } });
}

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly maximum?: number | bigint;
  readonly origin?: string;
};
type Parsed<T> = { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };

function parsed<T>(result: Parsed<T>, prefix: string): T {
  if (result.success) return result.data;
  const { issues } = result.error;
  const [first] = issues;
  if (first?.code === 'too_big' && first.origin === 'string' && issues.length === 1) {
    throw new AppError('too_large', { details: { limit: `${first.maximum} characters in ${pathOf(first, prefix)}` } });
  }
  const reason = issues
    .slice(0, 5)
    .map((issue) => `${pathOf(issue, prefix)}: ${issue.message}`)
    .join('; ');
  throw new AppError('invalid', { details: { reason } });
}

const pathOf = (issue: Issue, prefix: string): string =>
  `${prefix}${issue.path.join('.')}`.replace(/\.$/, '') || 'line';

function instantOf(text: string, now: Date): Date {
  const at = new Date(text);
  if (at.getTime() > now.getTime() + AHEAD_LIMIT_MS) throw new AppError('future_date', { details: { found: text } });
  if (!(at.getTime() >= 0)) throw new AppError('date_out_of_range', { details: { found: text } });
  return at;
}

function claimOf(asking: Asking, { source, customer }: IngestEvent, occurredAt: Date): IdentityClaim {
  const asserts = asking.actor.grants?.includes(ASSERT_GRANT) ?? false;
  const points = normalisePoints(
    customer.contactPoints.map(({ kind, value, verified }) => {
      const vouched = PROVIDER_KINDS.has(kind) || (asserts && verified === true);
      return { kind, value, verifiedBy: vouched ? `key:${asking.name}` : null };
    }),
  );
  if (points.length === 0) {
    const kinds = customer.contactPoints.map((point) => point.kind).join(', ');
    throw new AppError('invalid', {
      details: { reason: `customer.contactPoints: none is a usable address (${kinds})` },
    });
  }
  return { source, name: customer.name, kana: customer.kana, locale: customer.locale, points, occurredAt };
}

/** A message without a direction goes the way its author says. */
function directionOf(event: IngestEvent): 'in' | 'out' | 'none' {
  if (event.kind !== 'message' || event.direction !== 'none') return event.direction;
  return event.author === undefined || event.author.type === 'customer' ? 'in' : 'out';
}

function authorOf(event: IngestEvent, direction: 'in' | 'out' | 'none'): Author {
  if (event.author === undefined) {
    return direction === 'in' ? { type: 'customer' } : { type: 'integration', name: event.source };
  }
  // Ids of agents are the hub's to give: no other system speaks as one.
  const { type, name } = event.author;
  return event.author.type === 'agent'
    ? { type, ...(name === undefined ? {} : { name }) }
    : withoutBlanks(event.author);
}

function withoutBlanks({ type, id, name }: NonNullable<IngestEvent['author']>): Author {
  return { type, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
}

/** Which of the customer's points the item came from or went to: the first of the channel's kind, else the first. */
function addressIndex(event: IngestEvent, claim: IdentityClaim): number {
  const kind = channelFacts(event.channel).address;
  return Math.max(
    0,
    claim.points.findIndex((point) => point.kind === kind),
  );
}
