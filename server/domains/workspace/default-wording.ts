import type { Locale } from '#shared/domain/people.ts';
import type { WordingRule, WordingTest } from '#shared/domain/wording/wording-rule.ts';

type Default = { readonly locale: Locale; readonly test: WordingTest; readonly reason: string };

const words = (
  locale: Locale,
  find: string[],
  replace: string,
  { reason, except = [] }: { readonly reason: string; readonly except?: string[] },
): Default => ({ locale, test: { kind: 'words', find, replace, except }, reason });

const HIRAGANA = '補助動詞・形式名詞などはひらがなで書きます';
const POLITE = '目上の方・お客様には使いません';

/** The same as migration 0029 gives to a workspace that was there before. None of them blocks: that is for a lead to say. */
const DEFAULTS: readonly Default[] = [
  words('ja', ['了解しました', '了解いたしました', '了解です'], '承知いたしました', { reason: POLITE }),
  words('ja', ['ご苦労様です', 'ご苦労さまです'], 'お疲れさまです', { reason: POLITE }),
  words('ja', ['すみません', 'すいません'], '申し訳ございません', {
    reason: 'お詫びの言葉は改まった形にします',
    except: ['すすみません', 'やすみません'],
  }),
  words('ja', ['出来'], 'でき', {
    reason: HIRAGANA,
    except: [
      '出来事',
      '上出来',
      '不出来',
      '出来栄え',
      '出来映え',
      '出来高',
      '出来上が',
      '出来合い',
      '出来立て',
      '出来心',
      '出来島',
    ],
  }),
  words('ja', ['下さい'], 'ください', { reason: HIRAGANA, except: ['を下さい'] }),
  words('ja', ['頂きま'], 'いただきま', { reason: HIRAGANA }),
  words('ja', ['致しま'], 'いたしま', { reason: HIRAGANA }),
  words('ja', ['有難う', '有り難う'], 'ありがとう', { reason: HIRAGANA }),
  { locale: 'ja', test: { kind: 'width', signs: 'digits', want: 'one_byte' }, reason: '数字は半角で書きます' },
  { locale: 'ja', test: { kind: 'width', signs: 'letters', want: 'one_byte' }, reason: '英字は半角で書きます' },
  { locale: 'ja', test: { kind: 'width', signs: 'katakana', want: 'two_byte' }, reason: 'カタカナは全角で書きます' },
  words('en', ['asap'], 'as soon as possible', { reason: 'Written out to customers' }),
];

/** What a new workspace minds in its answers. */
export const defaultWording = (): Omit<WordingRule, 'id' | 'revision'>[] =>
  DEFAULTS.map((rule) => ({ ...rule, level: 'warn', channels: [], enabled: true }));
