import { z } from 'zod';
import type { AdapterFacts, ConnectionField } from '#shared/domain/channel-connection.ts';
import type { CommandInput } from '#shared/wire/commands.ts';

/** As the form holds it: text for everything but yes and no. */
export type FieldValues = Record<string, string | boolean>;
type Fields = NonNullable<CommandInput<'channel:connect'>['fields']>;

const asText = (value: unknown): string => {
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined || value === null ? '' : String(value);
};

/** What a form of an adapter begins with: what is stored, else what the adapter proposes. Secrets are never there. */
export function firstValues(
  fields: readonly ConnectionField[],
  stored: Readonly<Record<string, unknown>> = {},
): FieldValues {
  return Object.fromEntries(
    fields.map(({ name, kind, initial }) => {
      if (kind === 'secret') return [name, ''];
      const value = stored[name] ?? initial;
      return [name, kind === 'boolean' ? value === true || value === 'true' : asText(value)];
    }),
  );
}

/** As the hub takes it. Empty text and a secret that was left alone are left out. */
export function givenFields(fields: readonly ConnectionField[], values: FieldValues): Fields {
  const given: Fields = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (value === undefined || value === '') continue;
    if (kind === 'number') given[name] = Number(String(value).normalize('NFKC'));
    else if (kind === 'list') given[name] = lines(String(value));
    else given[name] = value;
  }
  return given;
}

const lines = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export type FieldWords = {
  readonly missing: string;
  readonly number: string;
  readonly url: string;
  readonly email: string;
};

const isUrl = (text: string): boolean => /^(https?|wss?):\/\/[^\s/]+/i.test(text);

/** What each field has to be, before the hub is asked; it looks again. Secrets that are set may stay empty. */
export function fieldsSchema(
  { fields }: Pick<AdapterFacts, 'fields'>,
  words: FieldWords,
  secretsSet: readonly string[] = [],
): z.ZodObject {
  return z.object(
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        field.kind === 'boolean' ? z.boolean() : textSchema(field, words, secretsSet),
      ]),
    ),
  );
}

function textSchema(field: ConnectionField, words: FieldWords, secretsSet: readonly string[]): z.ZodType {
  const { kind, name, required } = field;
  const mayBeEmpty = !required || (kind === 'secret' && secretsSet.includes(name));
  return z.string().superRefine((text, context) => {
    const value = text.trim();
    const say = (message: string): void => context.addIssue({ code: 'custom', message });
    if (value === '') {
      if (!mayBeEmpty) say(words.missing);
    } else if (kind === 'number' && !Number.isFinite(Number(value.normalize('NFKC')))) say(words.number);
    else if (kind === 'url' && !isUrl(value)) say(words.url);
    else if (kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) say(words.email);
  });
}
