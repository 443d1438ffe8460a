import { dayWords } from './day-words.ts';
import { addressed, familyName, isHonoured } from './form-of-address.ts';
import type { Locale } from './people.ts';

/** What stands in a saved reply in braces, in the order in which a list shows them. */
export const REPLY_VARIABLES = ['customer', 'family', 'agent', 'company', 'number', 'order', 'today'] as const;
export type ReplyVariable = (typeof REPLY_VARIABLES)[number];

export type ReplyFacts = {
  /** The customer's name as kept; absent when unknown. */
  readonly customer?: string | undefined;
  /** The name the agent works under towards customers. */
  readonly agent?: string | undefined;
  readonly company?: string | undefined;
  /** The conversation's, as people say it aloud. */
  readonly number?: number | undefined;
  /** The order it is about, when there is no doubt which. */
  readonly order?: string | undefined;
  /** The workspace's day, as YYYY-MM-DD. */
  readonly today?: string | undefined;
};

/** `{name}`, `{today+3}`, and with words for when it is not known: `{order|ご注文}`, `{order|}`. */
const BRACES = String.raw`\{([a-z][a-z_]*)(?:\+(\d{1,3}))?(?:\|([^{}\n]*))?\}`;
const VARIABLE = new RegExp(BRACES, 'g');
/** With 様, 御中 and the like where the writer put it behind: what is right depends on who it is. */
const HONORIFIC = '様|さま|御中|さん|殿|どの|先生|氏(?!名)|くん|ちゃん';
const WITH_HONORIFIC = new RegExp(String.raw`${BRACES}([ \u3000]?(?:${HONORIFIC}))?`, 'g');

/**
 * A saved reply filled in its language. What is not known becomes the words given for that case, or stays in its braces,
 * and a text with such a one is not sent. What is filled in is not looked at again: a name with braces in it fills nothing.
 */
export function fillVariables(body: string, facts: ReplyFacts, locale: Locale): string {
  return body.replace(WITH_HONORIFIC, (whole, ...groups: (string | undefined)[]) => {
    const [name = '', days, fallback, honorific] = groups;
    return filled({ whole, name, days, fallback, honorific }, facts, locale);
  });
}

type Found = {
  readonly whole: string;
  readonly name: string;
  readonly days: string | undefined;
  readonly fallback: string | undefined;
  readonly honorific: string | undefined;
};

function filled(found: Found, facts: ReplyFacts, locale: Locale): string {
  const { whole, name, days, fallback, honorific = '' } = found;
  const isName = (name === 'customer' || name === 'family') && days === undefined;
  if (isName && locale === 'ja') return nameInJapanese(found, facts);
  const value = isName ? facts.customer?.trim() : plainValue(name, days, facts, locale);
  const words = value === undefined || value === '' ? fallback : value;
  return words === undefined ? whole : `${words}${honorific}`;
}

/** The customer is お客様 when the name is unknown, unless other words are given for that. */
function nameInJapanese({ name, fallback, honorific = '' }: Found, facts: ReplyFacts): string {
  const known = facts.customer?.trim() ?? '';
  if (known === '' && fallback !== undefined) return isHonoured(fallback) ? fallback : `${fallback}${honorific}`;
  return addressed(name === 'family' ? familyName(known) : known, known, honorific);
}

function plainValue(name: string, days: string | undefined, facts: ReplyFacts, locale: Locale): string | undefined {
  if (name === 'today') return facts.today === undefined ? undefined : dayWords(facts.today, Number(days ?? 0), locale);
  if (days !== undefined) return undefined;
  const values: Readonly<Record<string, string | undefined>> = {
    agent: facts.agent,
    company: facts.company,
    number: facts.number?.toString(),
    order: facts.order,
  };
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

export type Unfilled = { readonly start: number; readonly end: number; readonly text: string };

const isVariable = (name: string, days: string | undefined): name is ReplyVariable =>
  (REPLY_VARIABLES as readonly string[]).includes(name) && (days === undefined || name === 'today');

/** The variables still in a text, which is not sent with one. Other braces are the author's own: `{size}` may be what is meant. */
export function unfilledIn(text: string): Unfilled[] {
  return [...text.matchAll(VARIABLE)]
    .filter(([, name = '', days]) => isVariable(name, days))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
}

export type VariableUse = {
  readonly text: string;
  readonly name: ReplyVariable;
  /** What stands there when it is not known; absent when sending waits for the agent. */
  readonly fallback?: string;
};

/** The variables of a reply, each once, with what is done when they are not known; and what is none of them. */
export function variablesOf(body: string): { readonly uses: VariableUse[]; readonly unknown: string[] } {
  const uses = new Map<string, VariableUse>();
  const unknown = new Set<string>();
  for (const [text, name = '', days, fallback] of body.matchAll(VARIABLE)) {
    if (isVariable(name, days)) uses.set(text, { text, name, ...(fallback !== undefined && { fallback }) });
    else unknown.add(text);
  }
  return { uses: [...uses.values()], unknown: [...unknown] };
}
