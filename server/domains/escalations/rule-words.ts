import type { Found, RuleTest } from '#shared/domain/escalation.ts';
import type { Money } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';

const money = ({ amount, currency }: Money, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);

/** Without a text the word alone: the customer took the rest back, or it stands on the thread. */
function saidWord(word: string, text: string, ja: boolean): string {
  const said = ja ? `お客様の言葉に「${word}」がありました` : `The customer said “${word}”`;
  if (text === '') return `${said}${ja ? '。' : '.'}`;
  return `${said}${ja ? '：' : ': '}${text}`;
}

/** What a rule found, as a question to a lead in the workspace's language. */
export function ruleWords(kind: RuleTest['kind'], found: Found, amount: Money | undefined, locale: Locale): string {
  const { times = 0, days = 0, minutes = 0, word = '', text = '', limit, orderNumber = '' } = found;
  const ja = locale === 'ja';
  switch (kind) {
    case 'repeat_contact':
      return ja
        ? `同じ件で${days}日間に${times}回目のお問い合わせです。`
        : `Contact ${times} about the same matter in ${days} days.`;
    case 'target_missed':
      return ja ? `返信目標を${minutes}分過ぎています。` : `The answer is ${minutes} minutes past its target.`;
    case 'words':
      return saidWord(word, text, ja);
    case 'amount': {
      const asked = amount === undefined ? '' : money(amount, locale);
      const most = limit === undefined ? '' : money(limit, locale);
      return ja
        ? `注文 ${orderNumber} の返金 ${asked} は上限 ${most} を超えます：${text}`
        : `A refund of ${asked} on order ${orderNumber} is above the limit of ${most}: ${text}`;
    }
    case 'ping_pong':
      return ja ? `引き継ぎが${times}回戻されました。` : `Handed back ${times} times.`;
    case 'commitment_broken':
      return ja ? `お約束の時間を過ぎました：${text}` : `A promise was not kept in time: ${text}`;
  }
}
