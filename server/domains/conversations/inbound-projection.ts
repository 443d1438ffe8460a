import { type Calendar, dueAfter } from '#shared/domain/calendar.ts';
import { targetMinutes } from '#shared/domain/targets.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { InboundConversation } from './inbound.repository.ts';

/** How much of a conversation an item changed: its state, or only its row in lists. */
export type Touch = 'state' | 'row';

type Facts = { readonly at: Date; readonly thanks: boolean; readonly calendar?: Calendar | null };

const PREVIEW_CHARACTERS = 120;

/**
 * Takes an item into its conversation's own facts: preview, last item, who waits since when, status and channel. The
 * clock of an answer starts when the hub got the question, for nobody could know earlier, and runs in the team's open
 * hours ([CV9]); a bare thank-you starts none ([CV10]).
 */
export function projectItem(c: InboundConversation, item: TimelineItem, { at, thanks, calendar = null }: Facts): Touch {
  const before = { status: c.status, waits: c.customerWaitsSince, channel: c.channel };
  const occurredAt = new Date(item.occurredAt);
  const newest = occurredAt >= c.lastItemAt;
  if (newest) c.lastItemAt = occurredAt;
  const words = previewOf(item);
  if (words !== null && newest) c.preview = words;
  if (item.direction === 'in') {
    if (newest) c.channel = item.channel;
    const minutes = targetMinutes(c, item.channel, c.firstAnsweredAt !== null);
    if (!thanks && asksForAnswer(item)) startWaiting(c, occurredAt, dueAfter(calendar, at, minutes));
  } else if (item.direction === 'out' && item.kind === 'message' && newest) {
    c.customerWaitsSince = null;
    c.replyDueAt = null;
    c.firstAnsweredAt ??= occurredAt;
  }
  const changed = before.status !== c.status || before.waits !== c.customerWaitsSince || before.channel !== c.channel;
  return changed ? 'state' : 'row';
}

/** The customer waits from now on, and is no longer the one waited for. What waits for others goes on waiting. */
function startWaiting(c: InboundConversation, since: Date, due: Date): void {
  c.customerWaitsSince ??= since;
  c.replyDueAt ??= due;
  if (c.status === 'snoozed' || (c.status === 'waiting' && (c.waitingOn === 'customer' || c.waitingOn === null))) {
    c.status = 'open';
    c.waitingOn = null;
  }
}

/** An answered call was its own answer. */
function asksForAnswer(item: TimelineItem): boolean {
  if (item.kind === 'message') return true;
  return item.kind === 'call' && item.data.outcome !== 'answered';
}

/** The customer-visible words of an item, or the name of what it carries; null when it has none to show. */
function previewOf(item: TimelineItem): string | null {
  if (item.kind !== 'message' || (item.visibility !== 'customer' && item.direction !== 'in')) return null;
  const { attachments, location, sticker } = item.data;
  const named = attachments?.[0]?.name ?? location?.title ?? location?.address ?? sticker?.keywords?.[0] ?? '';
  const text = item.data.text.replace(/\s+/g, ' ').trim() || named;
  return [...text].slice(0, PREVIEW_CHARACTERS).join('');
}
