import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { en, ja } from '#renderer/i18n/resources.ts';

type Words = { readonly [key: string]: string | Words };

/** Every word with its path; plural forms count as one, since Japanese has one. */
function flatten(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );
}
const keys = (words: Words): string[] =>
  [...new Set(flatten(words).map(([key]) => key.replace(/_(one|other)$/, '')))].sort();
const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort();

describe.each(Object.keys(en) as (keyof typeof en)[])('words of %s', (namespace) => {
  it('are the same keys in both languages', () => {
    expect(keys(ja[namespace])).toEqual(keys(en[namespace]));
  });

  it('are never empty', () => {
    for (const [key, value] of [...flatten(en[namespace]), ...flatten(ja[namespace])]) {
      expect(value.trim(), key).not.toBe('');
    }
  });

  it('take the same values in both languages', () => {
    const japanese = new Map(flatten(ja[namespace]));
    for (const [key, value] of flatten(en[namespace])) {
      const counterpart = japanese.get(key) ?? japanese.get(key.replace(/_one$/, '_other'));
      if (counterpart !== undefined) expect(holes(counterpart), key).toEqual(holes(value));
    }
  });

  it('have both plural forms in English and one in Japanese', () => {
    for (const [key] of flatten(en[namespace])) {
      if (key.endsWith('_one'))
        expect(flatten(en[namespace]).map(([k]) => k)).toContain(key.replace(/_one$/, '_other'));
    }
    expect(flatten(ja[namespace]).filter(([key]) => key.endsWith('_one'))).toEqual([]);
  });
});

describe('the glossary', () => {
  it.each([
    [ja.common.section.needs_reply, '要返信'],
    [ja.common.section.waiting, 'お客様回答待ち'],
    [ja.common.section.snoozed, '日時指定'],
    [ja.common.section.resolved, '対応完了'],
    [ja.inbox.tabs.team, 'チーム未対応'],
    [ja.inbox.tabs.all, '全件'],
    [ja.common.words.thread, '応対履歴'],
    [ja.common.words.number, '受付番号'],
    [ja.common.words.agent, 'オペレーター'],
    [ja.common.words.unassigned, '未割り当て'],
    [ja.handoff.offer, '引き継ぎ依頼'],
    [ja.handoff.accept, '引き受ける'],
    [ja.handoff.decline, '今は受けられない'],
    [ja.handoff.state.expired, '期限切れ'],
    [ja.handoff.state.lapsed, 'お客様未接続'],
    [ja.handoff.brief.wants, 'ご要望'],
    [ja.handoff.brief.identity, '本人確認'],
    [ja.customer.care, '注意・申し送り'],
    [ja.customer.tracking, '送り状番号'],
    [ja.common.connection.catching_up, '同期中'],
    [ja.common.delivery.failed, '送信エラー'],
    [ja.wrapUp.outcome, '完了理由'],
    [ja.composer.savedReplies, '定型文'],
    [ja.common.presence.away, '離席'],
  ])('is kept to: %s', (shown, word) => {
    expect(shown).toBe(word);
  });
});

describe('createI18n', () => {
  it('is ready at once and counts', () => {
    const english = createI18n('en');
    expect(english.t('newBelow', { ns: 'thread', count: 1 })).toBe('1 new below');
    const japanese = createI18n('ja');
    expect(japanese.t('thread:newBelow' as never, { count: 3 } as never)).toBe('下に新着3件');
  });
});

describe('the source', () => {
  it('imports every file of words', () => {
    const source = readFileSync('renderer/i18n/resources.ts', 'utf8');
    for (const language of ['en', 'ja']) {
      expect(source.match(new RegExp(`'\\./${language}/`, 'g'))).toHaveLength(Object.keys(en).length);
    }
  });
});
