import type { Locale } from '#shared/domain/people.ts';

export type ReplyFacts = {
  /** The customer's name as kept; absent when unknown. */
  readonly customer?: string | undefined;
  /** The name the agent works under towards customers. */
  readonly agent?: string | undefined;
  readonly company?: string | undefined;
};

const VARIABLE = /\{([a-z][a-z_]*)\}/g;
const HONORIFIC = /^\s?(様|さま|御中)/u;

/** How a customer is addressed: 佐藤 美咲様, お客様 when the name is unknown; in English the name alone, or nothing known. */
function address(name: string | undefined, locale: Locale, after: string): string | undefined {
  const isNamed = name !== undefined && name.trim() !== '';
  if (locale === 'en') return isNamed ? name : undefined;
  // A body that says 様 itself does not get it twice.
  if (HONORIFIC.test(after)) return isNamed ? name : 'お客';
  if (!isNamed) return 'お客様';
  return HONORIFIC.test(name.slice(-1)) || name.endsWith('御中') ? name : `${name}様`;
}

/** A saved reply with `{customer}`, `{agent}` and `{company}` filled in the reply's language; what is not known stays as it is. */
export function fillVariables(body: string, facts: ReplyFacts, locale: Locale): string {
  return body.replace(VARIABLE, (whole, name: string, offset: number) => {
    const value =
      name === 'customer'
        ? address(facts.customer, locale, body.slice(offset + whole.length))
        : { agent: facts.agent, company: facts.company }[name];
    return value === undefined || value === '' ? whole : value;
  });
}

export type Unfilled = { readonly start: number; readonly end: number; readonly text: string };

/** The variables still in a text; a reply with one is not sent. */
export function unfilledIn(text: string): Unfilled[] {
  return [...text.matchAll(VARIABLE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}
