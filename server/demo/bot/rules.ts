import type { BotFront, BotTurn } from '#shared/domain/bot-handoff.ts';
import type { Locale } from '#shared/domain/people.ts';

/** What the demo's bot does in its turn: say something, or hand over with what it knows. */
export type BotMove =
  | { readonly act: 'say'; readonly text: string }
  | {
      readonly act: 'hand-over';
      readonly intent: NonNullable<BotFront['intent']>;
      readonly fields: BotFront['fields'];
    };

type Words = Readonly<Record<Locale, string>>;
type Wish = { readonly code: string; readonly asks: RegExp; readonly text: Words; readonly question: Words | null };

const ORDER_QUESTION: Words = {
  ja: 'ご注文番号をお知らせください（わからない場合は「不明」とお書きください）。',
  en: 'What is your order number? If you do not have it, write “none”.',
};

/** In this order: the first whose words are there. */
const WISHES: readonly Wish[] = [
  {
    code: 'person',
    asks: /担当|オペレーター|人と|人に|スタッフ|\b(human|person|agent|somebody|someone|operator)\b/i,
    text: { ja: '担当者と話したい', en: 'Wants to talk to a person' },
    question: null,
  },
  {
    code: 'return',
    asks: /返品|交換|返金|壊れ|割れ|不良|\b(return|exchange|refund|broken|damaged)\b/i,
    text: { ja: '返品・交換について', en: 'Return or exchange' },
    question: ORDER_QUESTION,
  },
  {
    code: 'delivery',
    asks: /届|配送|発送|追跡|いつ着|\b(deliver\w*|ship\w*|track\w*|arrive\w*|where is)\b/i,
    text: { ja: '配送状況について', en: 'Where the delivery is' },
    question: ORDER_QUESTION,
  },
];

const HELLO: Words = {
  ja: '自動応答です。「配送」「返品・交換」「担当者」のどれについてのご相談でしょうか。',
  en: 'I am the shop’s bot. Is it about a delivery, a return or exchange, or would you like a person?',
};
const ORDER_NUMBER = /[A-Z]{0,4}-?\d{4,}/i;

/**
 * The next move in a conversation, from what was said in it and nothing else: one question about what it is, one about the
 * order, then a person. Asked for a person, or not understanding twice, it hands over at once.
 */
export function nextMove(turn: Pick<BotTurn, 'said'>, locale: Locale): BotMove {
  const byCustomer = turn.said.filter(({ by }) => by === 'customer').map(({ text }) => text.normalize('NFKC'));
  const wish = byCustomer.map(wishIn).findLast((found) => found !== null) ?? null;
  const asked = (words: Words) => turn.said.some(({ by, text }) => by === 'bot' && Object.values(words).includes(text));
  if (wish === null) {
    if (!asked(HELLO)) return { act: 'say', text: HELLO[locale] };
    const text = { ja: 'ご用件が読み取れませんでした', en: 'The bot did not understand' }[locale];
    return { act: 'hand-over', intent: { code: 'unknown', text }, fields: [] };
  }
  const order = byCustomer.map((text) => ORDER_NUMBER.exec(text)?.[0]).findLast((found) => found !== undefined);
  if (wish.question !== null && order === undefined && !asked(wish.question)) {
    return { act: 'say', text: wish.question[locale] };
  }
  const label = { ja: 'ご注文番号', en: 'Order number' }[locale];
  const fields = order === undefined ? [] : [{ label, value: order }];
  return { act: 'hand-over', intent: { code: wish.code, text: wish.text[locale] }, fields };
}

const wishIn = (text: string): Wish | null => WISHES.find(({ asks }) => asks.test(text)) ?? null;
