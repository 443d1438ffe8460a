import { isGreeting } from './brief/asked.ts';
import { customerWords } from './brief/customer-words.ts';
import { done } from './brief/done.ts';
import { type BriefSource, lineOf } from './brief/source.ts';
import { identity, next, promised } from './brief/standing.ts';
import type { Brief, BriefLine } from './brief.ts';
import type { TimelineItem } from './timeline-item.ts';

const MOST_WANTS = 3;

/**
 * A brief by plain rules, for the sender to correct ([HO3]): the items' own words, shortened, each line pointing at the
 * items it came from. It leaves out rather than guesses: what has no item has no line. A brief is read by every agent, so
 * what is only for leads or for somebody named is never in it, whoever drafts. The rules in words: docs/brief.md.
 */
export function draftBrief(source: BriefSource): Brief {
  const open = { ...source, items: source.items.filter(isForAll) };
  return {
    wants: wants(open.items).filter(saysSomething),
    done: done(open.items, open.locale).filter(saysSomething),
    promised: promised(open).filter(saysSomething),
    next: next(open).filter(saysSomething),
    identity: identity(open).filter(saysSomething),
  };
}

const saysSomething = ({ text }: BriefLine): boolean => text.trim() !== '';

/** Also not what a correction took the place of. */
const isForAll = (item: TimelineItem, _index: number, items: readonly TimelineItem[]): boolean =>
  (item.visibility === 'customer' || item.visibility === 'internal') &&
  !(item.kind === 'message' && (item.data.unsent === true || item.data.blocked === true)) &&
  !items.some(({ corrects }) => corrects === item.id);

/** The customer's last questions and requests, each once; their first words when there is neither. */
function wants(items: readonly TimelineItem[]): BriefLine[] {
  const said = customerWords(items);
  const asked = said.filter(({ asks }) => asks !== null);
  const once = asked.filter(({ asks }, index) => !asked.slice(index + 1).some((later) => later.asks === asks));
  if (once.length > 0) return once.slice(-MOST_WANTS).map(({ asks, text, item }) => lineOf(asks ?? text, item));
  const first = said.find(({ text }) => !isGreeting(text)) ?? said[0];
  return first === undefined ? [] : [lineOf(first.text, first.item)];
}
