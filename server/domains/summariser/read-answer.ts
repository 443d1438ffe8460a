import { z } from 'zod';
import { shortened } from '#shared/domain/brief/source.ts';
import type { Brief, BriefLine } from '#shared/domain/brief.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { Numbered } from './prompt.ts';
import type { Redactor } from './redact.ts';

const lineSchema = z.object({ text: z.string().trim().min(1).max(1000), items: z.array(z.int()).min(1).max(20) });
const lines = z.array(z.unknown()).max(50).default([]);
const answerSchema = z.object({ wants: lines, done: lines, next: lines });

const MOST = { wants: 3, done: 5, next: 3 } as const;
const ADDRESSES =
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?:\/\/|www\.)[^\s]+|\b[\w-]+\.(?:com|net|org|jp|io|example|info|biz)\b[^\s]*/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The lines of an answer that hold: each names items it was given, says no placeholder that nobody gave, and leads nowhere
 * that its items do not. Promises and identity are facts of the hub and stay as the rules have them, as does what a rule
 * says without an item. Null when no line holds.
 */
export function readAnswer(
  answer: string,
  given: { readonly items: readonly Numbered[]; readonly draft: Brief; readonly redactor: Redactor },
): Brief | null {
  const parsed = answerSchema.safeParse(jsonIn(answer));
  if (!parsed.success) return null;
  const of = (part: keyof typeof MOST): BriefLine[] =>
    parsed.data[part].flatMap((line) => lineOf(line, given) ?? []).slice(0, MOST[part]);
  const [wants, done, next] = [of('wants'), of('done'), of('next')];
  if (wants.length + done.length + next.length === 0) return null;
  const standing = given.draft.next.filter(({ items }) => items.length === 0 || isWaiting(items, given.items));
  return {
    ...given.draft,
    wants: wants.length > 0 ? wants : given.draft.wants,
    done: done.length > 0 ? done : given.draft.done,
    next: next.length > 0 ? [...next, ...standing] : given.draft.next,
  };
}

/** It is of an item that a summariser is not given: whom the matter waits for. */
const isWaiting = (refs: BriefLine['items'], items: readonly Numbered[]): boolean =>
  refs.every((ref) => !items.some(({ item }) => item.customerId === ref.customerId && item.seq === ref.seq));

function lineOf(
  line: unknown,
  { items, redactor }: { items: readonly Numbered[]; redactor: Redactor },
): BriefLine | null {
  const parsed = lineSchema.safeParse(line);
  if (!parsed.success) return null;
  const sources = parsed.data.items.map((n) => items.find((one) => one.n === n));
  if (sources.some((source) => source === undefined)) return null;
  const from = [...new Set(sources.filter((source) => source !== undefined))];
  const text = redactor.restore(parsed.data.text.replace(CONTROLS, ' '));
  if (text === null || text.trim() === '') return null;
  const said = from.map((source) => source.text).join(' ');
  if ((text.match(ADDRESSES) ?? []).some((address) => !said.includes(address))) return null;
  return {
    text: shortened(maskSensitive(text)),
    items: from.map(({ item }) => ({ customerId: item.customerId, seq: item.seq })),
  };
}

/** The object in an answer, also with words or a fence around it. */
function jsonIn(answer: string): unknown {
  const from = answer.indexOf('{');
  const to = answer.lastIndexOf('}');
  if (from < 0 || to < from) return null;
  try {
    return JSON.parse(answer.slice(from, to + 1));
  } catch {
    return null;
  }
}
