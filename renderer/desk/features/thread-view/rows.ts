import { dayNumber } from '#renderer/i18n/format.ts';
import type { Brief } from '#shared/domain/brief.ts';
import { isHidden, LATE_AFTER_MS, type MaybeHiddenItem, type TimelineItem } from '#shared/domain/timeline-item.ts';

/** What one line of the list shows. `upTo` is the index of the last item that is shown once this row is. */
export type ThreadRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: string; readonly upTo: number }
  | ItemRow;

export type ItemRow = {
  readonly kind: 'item';
  readonly key: string;
  readonly item: TimelineItem;
  /** Goes on from the message before it, under the same name. */
  readonly continued: boolean;
  /** What travelled with a handoff that moved the conversation; its offer may have carried it. */
  readonly brief: Brief | null;
  /** Of a join of records: nothing in what is loaded says that it was taken back ([ID3]). */
  readonly standing: boolean;
  readonly upTo: number;
};

const GROUP_MS = 2 * 60_000;
/** The handoff moved the conversation: the two strands of the stem are tied here. Older threads say so by `accepted`. */
const MOVED: ReadonlySet<string> = new Set(['completed', 'accepted', 'returned']);

export const keyOf = ({ customerId, seq }: { readonly customerId: string; readonly seq: number }): string =>
  `${customerId}/${seq}`;

export const isKnot = (item: TimelineItem): boolean => item.kind === 'handoff' && MOVED.has(item.data.event);

export const isLate = ({ historical, receivedAt, occurredAt }: TimelineItem): boolean =>
  !historical && Date.parse(receivedAt) - Date.parse(occurredAt) > LATE_AFTER_MS;

function continues(item: TimelineItem, before: TimelineItem | null): boolean {
  if (before === null || item.kind !== 'message' || before.kind !== 'message') return false;
  if (item.data.subject !== undefined || item.data.email !== undefined || isLate(item)) return false;
  if (before.data.email !== undefined) return false;
  return (
    item.author.type === before.author.type &&
    item.author.id === before.author.id &&
    item.author.name === before.author.name &&
    item.direction === before.direction &&
    item.channel === before.channel &&
    item.conversationId === before.conversationId &&
    Date.parse(item.occurredAt) - Date.parse(before.occurredAt) < GROUP_MS
  );
}

/** Somebody took it: the offer says nothing more, and what follows stands for itself. */
const TAKEN: ReadonlySet<string> = new Set(['joined', 'invited']);

type Handoffs = {
  readonly decided: ReadonlyMap<string, string>;
  readonly taken: ReadonlySet<string>;
  readonly briefs: ReadonlyMap<string, Brief>;
};

/** Of each handoff in view: the event that moved it, and the brief wherever it stands. */
function handoffsOf(items: readonly MaybeHiddenItem[]): Handoffs {
  const decided = new Map<string, string>();
  const briefs = new Map<string, Brief>();
  const taken = new Set<string>();
  for (const item of items) {
    if (isHidden(item) || item.kind !== 'handoff') continue;
    const { handoffId, event, brief } = item.data;
    if (MOVED.has(event)) decided.set(handoffId, event);
    if (TAKEN.has(event)) taken.add(handoffId);
    if (brief !== undefined) briefs.set(handoffId, brief);
  }
  return { decided, taken, briefs };
}

/** An offer says nothing that its knot or who took it does not; nor does an acceptance once the handoff is complete. */
function isToldByKnot(item: TimelineItem, { decided, taken }: Handoffs): boolean {
  if (item.kind !== 'handoff') return false;
  const { handoffId, event } = item.data;
  const moved = decided.get(handoffId);
  if (event === 'offered') return moved !== undefined || taken.has(handoffId);
  return event === 'accepted' && moved === 'completed';
}

/** Joins that were taken back, and decisions told on both records of a thread of which one line is enough ([ID3]). */
function linksOf(items: readonly MaybeHiddenItem[]): {
  readonly undone: ReadonlySet<string>;
  readonly isTwin: (item: TimelineItem) => boolean;
} {
  const undone = new Set<string>();
  const first = new Map<string, string>();
  for (const item of items) {
    if (isHidden(item) || item.kind !== 'identity' || item.data.linkId === undefined) continue;
    const { linkId, event } = item.data;
    if (event === 'undone') undone.add(linkId);
    const told = `${event}/${linkId}`;
    if (!first.has(told)) first.set(told, keyOf(item));
  }
  const isTwin = (item: TimelineItem): boolean =>
    item.kind === 'identity' &&
    item.data.linkId !== undefined &&
    first.get(`${item.data.event}/${item.data.linkId}`) !== keyOf(item);
  return { undone, isTwin };
}

/** Calls of which a later item tells more: the recording came, the transcript ([TL1]). The later one stands alone. */
function correctedCalls(items: readonly MaybeHiddenItem[]): ReadonlySet<string> {
  const corrected = new Set<string>();
  for (const item of items)
    if (!isHidden(item) && item.kind === 'call' && item.corrects !== undefined) corrected.add(item.corrects);
  return corrected;
}

/** The lines of a thread: days between, one knot for each handoff, messages of one breath together; hidden ones nowhere. */
export function rowsOf(items: readonly MaybeHiddenItem[], timeZone: string): ThreadRow[] {
  const handoffs = handoffsOf(items);
  const { undone, isTwin } = linksOf(items);
  const corrected = correctedCalls(items);
  const rows: ThreadRow[] = [];
  let before: TimelineItem | null = null;
  let day: number | null = null;
  items.forEach((item, index) => {
    const last = rows.at(-1);
    if (isHidden(item) || isToldByKnot(item, handoffs) || isTwin(item) || corrected.has(item.id)) {
      if (last !== undefined) rows[rows.length - 1] = { ...last, upTo: index };
      return;
    }
    const itsDay = dayNumber(item.occurredAt, timeZone);
    if (itsDay !== day) rows.push({ kind: 'day', key: `day/${itsDay}`, at: item.occurredAt, upTo: index - 1 });
    const brief = item.kind === 'handoff' && isKnot(item) ? (handoffs.briefs.get(item.data.handoffId) ?? null) : null;
    const continued = itsDay === day && continues(item, before);
    const standing = item.kind === 'identity' && !undone.has(item.data.linkId ?? '');
    rows.push({ kind: 'item', key: keyOf(item), item, continued, brief, standing, upTo: index });
    before = item;
    day = itsDay;
  });
  return rows;
}
