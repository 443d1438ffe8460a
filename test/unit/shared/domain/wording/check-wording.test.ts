import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWording, withReplaced } from '#shared/domain/wording/check-wording.ts';
import type { WordingRule, WordingTest } from '#shared/domain/wording/wording-rule.ts';
import { cpuMsOf } from '#test/support/cpu-time.ts';

let made = 0;
function rule(test: WordingTest, over: Partial<WordingRule> = {}): WordingRule {
  made += 1;
  const id = `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`;
  return { id, locale: 'ja', test, reason: '', level: 'warn', channels: [], enabled: true, revision: 1, ...over };
}
const words = (find: string[], replace?: string, over: Partial<WordingRule> & { except?: string[] } = {}) => {
  const { except = [], ...rest } = over;
  return rule({ kind: 'words', find, except, ...(replace !== undefined && { replace }) }, rest);
};
const found = (text: string, ...rules: WordingRule[]) =>
  checkWording(text, rules, 'chat').map((one) => [one.found, one.replace]);

describe('preferred spellings', () => {
  it('are proposed where something else stands, whatever its width and case', () => {
    expect(
      found('了解しました。ＡＳＡＰで', words(['了解しました'], '承知いたしました'), words(['asap'], '至急')),
    ).toEqual([
      ['了解しました', '承知いたしました'],
      ['ＡＳＡＰ', '至急'],
    ]);
    expect(found('ｺﾝﾋﾟｭｰﾀの件', words(['コンピュータ'], 'コンピューター'))).toEqual([['ｺﾝﾋﾟｭｰﾀ', 'コンピューター']]);
  });

  it('leave alone what is right already, and words that it is right in', () => {
    expect(found('コンピューターの件', words(['コンピュータ'], 'コンピューター'))).toEqual([]);
    const dekiru = words(['出来'], 'でき', { except: ['出来事'] });
    expect(found('出来事ではなく出来ません', dekiru)).toEqual([['出来', 'でき']]);
  });

  it('mind case where the words differ in nothing else', () => {
    expect(found('lineとＬＩＮＥとLINEで', words(['line'], 'LINE'))).toEqual([
      ['line', 'LINE'],
      ['ＬＩＮＥ', 'LINE'],
    ]);
  });

  it('find Latin words whole only', () => {
    const cheap = words(['cheap'], 'inexpensive', { locale: 'en' });
    expect(found('cheaper than cheap', cheap)).toEqual([['cheap', 'inexpensive']]);
    expect(found('Cheapest', cheap)).toEqual([]);
  });
});

describe('where it is looked', () => {
  it('is on the channels of the rule, while it is in force', () => {
    const onMail = words(['了解'], '承知', { channels: ['email'] });
    expect(checkWording('了解', [onMail], 'chat')).toEqual([]);
    expect(checkWording('了解', [onMail], 'email')).toHaveLength(1);
    expect(found('了解', words(['了解'], '承知', { enabled: false }))).toEqual([]);
  });

  it('is on lines in its language, so that an answer in both is held against both', () => {
    const rules = [words(['asap'], 'as soon as possible', { locale: 'en' }), words(['了解'], '承知')];
    expect(found('了解、asapで\nWe answer asap.', ...rules)).toEqual([
      ['了解', '承知'],
      ['asap', 'as soon as possible'],
    ]);
  });

  it('is not in what others wrote, in links, addresses and variables', () => {
    const help = words(['help', 'agent'], 'ヘルプ');
    expect(found('> help と言われました', help)).toEqual([]);
    expect(found('こちら https://shop.example/help と help@help.example、{agent} です', help)).toEqual([]);
  });

  it('is behind a link that Japanese words are glued to, and in braces that are no variable', () => {
    const noted = words(['了解'], '承知');
    expect(found('https://shop.example/aは了解しました', noted)).toEqual([['了解', '承知']]);
    expect(found('{了解}と{order|了解}', noted)).toEqual([['了解', '承知']]);
  });

  it('is on Japanese lines too for what is banned in English, not for what is only spelt otherwise', () => {
    const text = 'Rivalのcheapな品です';
    const cheap = words(['cheap'], 'inexpensive', { locale: 'en' });
    const rival = words(['rival'], undefined, { locale: 'en' });
    expect(found(text, cheap, rival)).toEqual([['Rival', undefined]]);
    expect(found(text, { ...cheap, level: 'block' })).toEqual([['cheap', 'inexpensive']]);
    expect(found('Rival is cheap', { ...rival, locale: 'ja' })).toEqual([]);
  });
});

describe('one byte and two', () => {
  const width = (signs: Extract<WordingTest, { kind: 'width' }>['signs'], want: 'one_byte' | 'two_byte') =>
    rule({ kind: 'width', signs, want });

  it.each([
    [
      'digits',
      'one_byte',
      '電話は０３－１２３４。１，０００円',
      [
        ['０３－１２３４', '03-1234'],
        ['１，０００', '1,000'],
      ],
    ],
    ['digits', 'two_byte', '3個', [['3', '３']]],
    ['letters', 'one_byte', 'ＬＩＮＥで', [['ＬＩＮＥ', 'LINE']]],
    ['katakana', 'two_byte', 'ｶﾞｲﾄﾞの件', [['ｶﾞｲﾄﾞ', 'ガイド']]],
    ['katakana', 'one_byte', 'ガイドの件', [['ガイド', 'ｶﾞｲﾄﾞ']]],
    [
      'symbols',
      'two_byte',
      'はい!(後日)',
      [
        ['!(', '！（'],
        [')', '）'],
      ],
    ],
  ] as const)('%s in %s: %s', (signs, want, text, expected) => {
    expect(found(text, width(signs, want))).toEqual(expected);
  });

  it('says nothing of an English line', () => {
    expect(found('Order 3 (today)!', width('digits', 'two_byte'), width('symbols', 'two_byte'))).toEqual([]);
  });
});

describe('findings', () => {
  const word = fc.stringMatching(/^[あいう了解しA-Cａ-ｃｱﾞ]{1,4}$/u);
  const text = fc.stringMatching(/^[あいう了解しA-Ca-cａ-ｃｱﾞ \n>。]{0,40}$/u);
  const someRule = fc
    .record({
      find: fc.array(word, { minLength: 1, maxLength: 3 }),
      replace: fc.option(word, { nil: undefined }),
      except: fc.array(word, { maxLength: 2 }),
      level: fc.constantFrom('warn' as const, 'block' as const),
      locale: fc.constantFrom('ja' as const, 'en' as const),
    })
    .map(({ find, replace, ...over }) => words(find, replace, over));
  const rules = fc.array(someRule, { maxLength: 5 });

  it('stand where they say, in order, and over each other never', () => {
    fc.assert(
      fc.property(text, rules, (written, some) => {
        let last = 0;
        for (const one of checkWording(written, some, 'chat')) {
          expect(written.slice(one.start, one.end)).toBe(one.found);
          expect(one.start).toBeGreaterThanOrEqual(last);
          expect(one.end).toBeGreaterThan(one.start);
          last = one.end;
        }
      }),
    );
  });

  it('block exactly when one of the blocking rules finds something by itself', () => {
    fc.assert(
      fc.property(text, rules, (written, some) => {
        const blocked = checkWording(written, some, 'chat').some(({ level }) => level === 'block');
        const alone = some.some((one) => one.level === 'block' && checkWording(written, [one], 'chat').length > 0);
        expect(blocked).toBe(alone);
      }),
    );
  });

  it('are found in time that grows with the length, whatever is written', () => {
    const rules = [
      words(['下さい', 'mail'], 'ください', { except: ['下さいませ'] }),
      words(['下'], '下', { level: 'block' }),
      words(['a'], undefined, { locale: 'en', level: 'block' }),
    ];
    const wide = rule({ kind: 'width', signs: 'digits', want: 'one_byte' });
    for (const part of ['a', '@a', 'a.', '下さい', '下さいませ', '３', 'https://a ', '{a'])
      for (const end of ['', 'あ']) {
        const text = `${part.repeat(100_000 / part.length)}${end}`;
        const spent = cpuMsOf(() => void checkWording(text, [...rules, wide], 'chat'));
        // A tenth of a second; by the square of the length many times as much.
        expect(spent, part).toBeLessThan(5000);
      }
  }, 60_000);

  it('are gone once put right, unless what is written in their place is minded too', () => {
    const hiragana = fc.stringMatching(/^[かきく]{1,3}$/u);
    const pair = fc.tuple(fc.stringMatching(/^[あい了解]{1,3}$/u), hiragana);
    fc.assert(
      fc.property(text, fc.array(pair, { minLength: 1, maxLength: 4 }), (written, pairs) => {
        const some = pairs.map(([find, replace]) => words([find], replace));
        let now = written;
        for (const one of checkWording(written, some, 'chat').reverse()) now = withReplaced(now, one);
        // What is left was made by the joining of what stood apart, and none of it is what was put in.
        for (let left = checkWording(now, some, 'chat'); left.length > 0; left = checkWording(now, some, 'chat')) {
          const [first] = left;
          if (first === undefined) break;
          expect(first.found).not.toMatch(/[かきく]/u);
          now = withReplaced(now, first);
        }
        expect(checkWording(now, some, 'chat')).toEqual([]);
      }),
    );
  });
});
