import { describe, expect, it } from 'vitest';
import { findColleagues, findReplies, mentionedIn } from '#renderer/desk/features/composer/completions.ts';
import { findTrigger } from '#renderer/desk/features/composer/trigger.ts';
import { AGENTS, IDS, REPLIES } from '#renderer/desk/stories/fake-desk.ts';

const asked = (text: string) => {
  const trigger = findTrigger(text, text.length);
  if (trigger === null) throw new Error(`nothing asked for in ${text}`);
  return trigger;
};
const titles = (text: string, locale: 'ja' | 'en' = 'ja') =>
  findReplies(REPLIES, asked(text), locale).map((reply) => reply.title);

describe('saved replies found', () => {
  it('in the customer’s language first', () => {
    expect(titles('/hello')).toEqual(['はじめのご挨拶', 'Greeting']);
    expect(titles('/hello', 'en')).toEqual(['Greeting', 'はじめのご挨拶']);
  });

  it('by shortcut, title and body, whatever the width, the case and the kana', () => {
    expect(titles('／ＲＥＴ')).toEqual(['返品のご案内']);
    expect(titles('/ハジメ')).toEqual(['はじめのご挨拶']);
    expect(titles('/未使用')).toEqual(['返品のご案内']);
  });

  it('but by ・ not in bodies, for that sign also starts a line of a list', () => {
    expect(titles('・未使用')).toEqual([]);
    expect(titles('・返品')).toEqual(['返品のご案内']);
  });
});

describe('colleagues', () => {
  it('are found by name without its space, or login; oneself is not one, who is gone stands last', () => {
    const names = (text: string) => findColleagues(AGENTS, asked(text), IDS.me).map((agent) => agent.name);
    expect(names('@木村拓')).toEqual(['木村 拓']);
    expect(names('＠ＫＩＭ')).toEqual(['木村 拓']);
    expect(names('@')).toEqual(['木村 拓', 'Mei Tanaka', 'James Li']);
    expect(names('@青山')).toEqual([]);
  });

  it('named in a note are read from its text', () => {
    expect(mentionedIn('@木村 拓 さん、確認をお願いします。＠Mei Tanaka も', AGENTS)).toEqual([IDS.kimura, IDS.mei]);
    expect(mentionedIn('木村 拓さんへ', AGENTS)).toEqual([]);
  });
});
