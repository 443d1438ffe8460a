import type { Provider } from '#server/channels/provider.ts';
import { AppError } from '#server/errors.ts';
import type { ConnectionField, Localised } from '#shared/domain/channel-connection.ts';
import type { Locale } from '#shared/domain/people.ts';

export type ReadFields = {
  readonly settings: Record<string, unknown>;
  /** Only those that were given. */
  readonly secrets: Record<string, string>;
};

/**
 * What an administrator gave, by the adapter's fields: trimmed, typed, defaults filled in. Settings that are no field are
 * kept when `before` has them (an adapter may remember some itself) and refused otherwise. Throws `connection_refused`,
 * naming the field and what is expected.
 */
export function readFields(
  provider: Provider,
  given: Readonly<Record<string, unknown>>,
  { locale, secretsBefore = {} }: { locale: Locale; secretsBefore?: Readonly<Record<string, string>> },
): ReadFields {
  const names = new Set(provider.fields.map(({ name }) => name));
  const stranger = Object.keys(given).find((name) => !names.has(name));
  if (stranger !== undefined) throw refused(`${stranger} (${[...names].join(', ')})`);
  const settings: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const field of provider.fields) {
    const value = fieldValue(field, given[field.name], locale);
    if (field.kind === 'secret') {
      if (typeof value === 'string') secrets[field.name] = value;
      else if (field.required && secretsBefore[field.name] === undefined) throw refused(missing(field, locale));
    } else if (value !== undefined) settings[field.name] = value;
    else if (field.required) throw refused(missing(field, locale));
  }
  const wrong = provider.check?.(settings) ?? null;
  if (wrong !== null) throw refused(wrong[locale]);
  return { settings, secrets };
}

function fieldValue(field: ConnectionField, given: unknown, locale: Locale): unknown {
  const raw = given === undefined || given === '' || given === null ? field.initial : given;
  if (raw === undefined) return undefined;
  switch (field.kind) {
    case 'number': {
      const number = Number(raw);
      if (!Number.isFinite(number)) throw refused(wrongValue(field, { ja: '数値', en: 'a number' }, locale));
      return number;
    }
    case 'boolean':
      return raw === true || raw === 'true' || raw === '1';
    case 'list':
      return (Array.isArray(raw) ? raw.map(String) : String(raw).split(/[\n,]/)).map((x) => x.trim()).filter(Boolean);
    case 'choice': {
      const choices = field.choices ?? [];
      if (!choices.some(({ value }) => value === raw)) {
        const list = choices.map(({ value }) => value).join(', ');
        throw refused(wrongValue(field, { ja: list, en: list }, locale));
      }
      return raw;
    }
    case 'url':
      return urlOf(field, String(raw).trim(), locale);
    case 'email':
      if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(String(raw).trim()))
        throw refused(wrongValue(field, { ja: 'メールアドレス', en: 'an email address' }, locale));
      return String(raw).trim();
    default:
      return field.kind === 'secret' ? String(raw) : String(raw).trim();
  }
}

function urlOf(field: ConnectionField, text: string, locale: Locale): string {
  let url: URL | null = null;
  try {
    url = new URL(text);
  } catch {
    // told below
  }
  if (url === null || !/^(https?|wss?):$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw refused(
      wrongValue(field, { ja: 'https:// で始まるアドレス', en: 'an address that begins with https://' }, locale),
    );
  return text.replace(/\/+$/, '');
}

const missing = (field: ConnectionField, locale: Locale): string =>
  locale === 'ja' ? `「${field.label.ja}」を入力してください` : `“${field.label.en}” is needed`;
const wrongValue = (field: ConnectionField, expected: Localised, locale: Locale): string =>
  locale === 'ja'
    ? `「${field.label.ja}」には${expected.ja}を指定してください`
    : `“${field.label.en}” should be ${expected.en}`;
const refused = (reason: string): AppError => new AppError('connection_refused', { details: { reason } });
