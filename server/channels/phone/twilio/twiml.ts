/** An element of TwiML; text is escaped, attributes that are undefined are left out. */
export type Verb = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly content?: string | readonly Verb[];
};

const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function written({ name, attributes = {}, content = '' }: Verb): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const head = [name, ...given.map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ');
  const inner = typeof content === 'string' ? escaped(content) : content.map(written).join('');
  return inner === '' ? `<${head}/>` : `<${head}>${inner}</${name}>`;
}

/** What the provider is to do next, as it reads it. */
export const twiml = (...verbs: readonly Verb[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${written({ name: 'Response', content: verbs })}`;

/** Spoken words; nothing for none. */
export const say = (text: string, language: string): Verb[] =>
  text === '' ? [] : [{ name: 'Say', attributes: { language }, content: text }];
