import type { ReadDb } from '#server/db/handle.ts';
import { mayLeave } from '#server/domains/messages/may-leave.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { timeWords } from './times.ts';
import { spokenItems } from './transcript.repository.ts';
import { TRANSCRIPT_HEAD, TRANSCRIPT_YOU } from './words.ts';

/** So many of the newest; a mail is to be read. */
const MOST_ITEMS = 200;
/** Below what a mail may hold, with room for the words above it. */
const MOST_CHARACTERS = 15_000;

type For = { readonly locale: Locale; readonly timeZone: string; readonly now: Date; readonly company: string };

/** What was said so far, as the customer saw it, under its head; empty when nothing was written yet. */
export async function transcriptOf(db: ReadDb, conversationId: string, whom: For): Promise<string> {
  const rows = await spokenItems(db, conversationId, MOST_ITEMS);
  return transcriptText(rows.map(asItem), whom);
}

/** Items newest first, as text oldest first; what may not leave is left out once more here ([TL5]). */
export function transcriptText(newestFirst: readonly TimelineItem[], whom: For): string {
  const lines: string[] = [];
  let length = 0;
  for (const item of newestFirst) {
    const line = mayLeave(item) ? lineOf(item, whom) : null;
    if (line === null) continue;
    length += line.length + 1;
    if (length > MOST_CHARACTERS) break;
    lines.unshift(line);
  }
  return lines.length === 0 ? '' : [TRANSCRIPT_HEAD[whom.locale], ...lines].join('\n');
}

function lineOf(item: TimelineItem, whom: For): string | null {
  if (item.kind !== 'message' || item.data.unsent === true || item.data.blocked === true) return null;
  const { text, attachments = [], quoted } = wordsOf(item);
  const files = attachments.map(({ name }) => `[${name}]`).join(' ');
  const said = [text.slice(0, quoted).trim(), files].filter((part) => part !== '').join(' ');
  if (said === '') return null;
  const who = item.direction === 'in' ? TRANSCRIPT_YOU[whom.locale] : (nameOf(item) ?? whom.company);
  return `${timeWords(new Date(item.occurredAt), whom)} ${who}: ${said}`;
}

const nameOf = ({ author }: TimelineItem): string | null =>
  author.type === 'agent' && author.name !== undefined ? author.name : null;

/** Quoted text of earlier mails would stand there twice. */
function wordsOf({ data }: Extract<TimelineItem, { kind: 'message' }>) {
  return { text: data.text, attachments: data.attachments, quoted: data.email?.quotedFrom ?? data.text.length };
}
