import type { LibraryReply, Manner, ReplyText } from '#shared/domain/saved-reply.ts';
import { fold } from '#shared/domain/wording/folded.ts';

/** Which words are being written: those for everywhere, or those in their place. */
export type Variant = 'body' | Manner;
export const VARIANTS = ['body', 'chat', 'mail'] as const satisfies readonly Variant[];

export type TypedText = Readonly<Record<'title' | Variant, string>>;
export type Typed = Readonly<Record<'ja' | 'en', TypedText>>;

const typedText = (text: ReplyText | undefined): TypedText => ({
  title: text?.title ?? '',
  body: text?.body ?? '',
  chat: text?.chat ?? '',
  mail: text?.mail ?? '',
});

export const typedOf = (reply: Pick<LibraryReply, 'ja' | 'en'> | null): Typed => ({
  ja: typedText(reply?.ja),
  en: typedText(reply?.en),
});

/** The languages that say something, as the hub takes them; null while none does, or one lacks its title or its words. */
export function wholeLanguages(typed: Typed): { ja?: ReplyText; en?: ReplyText } | null {
  const whole: { ja?: ReplyText; en?: ReplyText } = {};
  for (const locale of ['ja', 'en'] as const) {
    const [title, body, chat, mail] = (['title', ...VARIANTS] as const).map((part) => typed[locale][part].trim());
    if ([title, body, chat, mail].every((part) => part === '')) continue;
    if (title === undefined || title === '' || body === undefined || body === '') return null;
    whole[locale] = { title, body, ...(chat ? { chat } : {}), ...(mail ? { mail } : {}) };
  }
  return whole.ja === undefined && whole.en === undefined ? null : whole;
}

/** True when every word asked for stands in its shortcut, its titles or its words. */
export function isFound(reply: LibraryReply, asked: string): boolean {
  const whole = [reply.shortcut, ...[reply.ja, reply.en].map((text) => `${text?.title ?? ''} ${text?.body ?? ''}`)];
  const plain = fold(whole.join(' ')).text;
  return fold(asked)
    .text.split(/\s+/u)
    .every((word) => plain.includes(word));
}
