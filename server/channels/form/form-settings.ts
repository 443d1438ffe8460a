import { z } from 'zod';
import type { ConnectionField } from '#shared/domain/channel-connection.ts';
import type { Locale } from '#shared/domain/people.ts';

/** What an administrator says of a form. */
export type FormSettings = {
  readonly title: Readonly<Record<Locale, string>>;
  readonly categories: readonly string[];
  readonly asksPhone: boolean;
  readonly asksOrder: boolean;
  readonly takesFiles: boolean;
  /** Sites whose pages may show the form inside; none: only as a page of its own. */
  readonly origins: readonly string[];
};

export const FORM_FIELDS: readonly ConnectionField[] = [
  {
    name: 'titleJa',
    kind: 'text',
    label: { ja: '見出し（日本語）', en: 'Heading (Japanese)' },
    required: false,
    initial: 'お問い合わせ',
  },
  {
    name: 'titleEn',
    kind: 'text',
    label: { ja: '見出し（英語）', en: 'Heading (English)' },
    required: false,
    initial: 'Contact us',
  },
  {
    name: 'categories',
    kind: 'list',
    label: { ja: 'お問い合わせの種類', en: 'Kinds of inquiry' },
    help: { ja: '1行に1つ', en: 'One a line' },
    required: false,
  },
  {
    name: 'asksOrder',
    kind: 'boolean',
    label: { ja: '注文番号を尋ねる', en: 'Ask for an order number' },
    required: false,
    initial: 'true',
  },
  {
    name: 'asksPhone',
    kind: 'boolean',
    label: { ja: '電話番号を尋ねる', en: 'Ask for a phone number' },
    required: false,
    initial: 'false',
  },
  {
    name: 'takesFiles',
    kind: 'boolean',
    label: { ja: 'ファイルの添付を許可する', en: 'Take attachments' },
    required: false,
    initial: 'true',
  },
  {
    name: 'origins',
    kind: 'list',
    label: { ja: '埋め込みを許可するサイト', en: 'Sites that may embed it' },
    help: { ja: 'https://shop.example.com の形で1行に1つ', en: 'Like https://shop.example.com, one a line' },
    required: false,
  },
];

const schema = z.object({
  titleJa: z.string().default('お問い合わせ'),
  titleEn: z.string().default('Contact us'),
  categories: z.array(z.string().max(100)).max(50).default([]),
  asksOrder: z.boolean().default(true),
  asksPhone: z.boolean().default(false),
  takesFiles: z.boolean().default(true),
  origins: z
    .array(z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin))
    .max(50)
    .default([]),
});

/** Throws for settings that no form can be made of; `check` has told the administrator. */
export function formSettings(settings: Readonly<Record<string, unknown>>): FormSettings {
  const { titleJa, titleEn, ...rest } = schema.parse(settings);
  return { ...rest, title: { ja: titleJa, en: titleEn } };
}

export const areFormSettings = (settings: Readonly<Record<string, unknown>>): boolean =>
  schema.safeParse(settings).success;
