import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { SavedReplies, WordingRules } from '#renderer/desk/features/replies/index.ts';
import { fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import { LIBRARY, WORDING } from '#renderer/desk/stories/replies-entries.ts';
import type { Locale, Role } from '#shared/domain/people.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

type Parts = {
  readonly role?: Role;
  readonly locale?: Locale;
  readonly answer?: Answer<unknown>;
  readonly replies?: unknown;
};

function shown(part: 'replies' | 'wording', { role = 'lead', locale = 'en', answer, replies = LIBRARY }: Parts = {}) {
  const given: [string, unknown][] = [];
  const { client } = fakeDesk({
    wording: WORDING,
    ask: (name) => {
      if (name === 'reply.list') return { replies };
      return name === 'wording.list' ? { rules: WORDING } : undefined;
    },
    send: (name, input) => {
      given.push([name, input]);
      return answer ?? { ok: true, data: {} };
    },
  });
  const me = { id: IDS.me, login: 'aoyama', name: '青山 さくら', role };
  const view = createStore(() => ({ status: 'signed_in' as const, agent: me, reason: 'none' as const }));
  const desk = { ...client, session: { ...client.session, view } };
  const Part = part === 'replies' ? <SavedReplies /> : <WordingRules />;
  return { ...renderPart(desk, Part, locale), given };
}
const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent ?? '');
const button = (name: RegExp | string) => screen.getByRole<HTMLButtonElement>('button', { name });

beforeEach(fillJsdom);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the library of saved replies', () => {
  it.each(['ja', 'en'] as const)(
    'lists what is not retired, and finds in every language and width, in %s',
    async (locale) => {
      const { container } = shown('replies', { locale });
      await screen.findAllByRole('listitem');
      expect(rows()).toHaveLength(4);
      expect(await axeFindings(container)).toEqual([]);
      await userEvent.type(screen.getByRole('searchbox'), 'ＧＲＥＥＴＩＮＧ');
      expect(rows()).toHaveLength(1);
      expect(rows()[0]).toContain('／hello');
    },
  );

  it('says when there are more than it lists', async () => {
    const old = LIBRARY.find(({ state }) => state === 'retired');
    shown('replies', { replies: [...LIBRARY, ...Array.from({ length: 1000 - LIBRARY.length }, () => old)] });
    expect(await screen.findByText(/first 1000 are shown/)).toBeTruthy();
    cleanup();
    shown('replies');
    await screen.findAllByRole('listitem');
    expect(screen.queryByText(/are shown/)).toBeNull();
  });

  it('shows what is filled in for a sample customer, what stops a send, and what the rules mind', async () => {
    shown('replies');
    await userEvent.click(await screen.findByRole('button', { name: /／hello/ }));
    const preview = () => screen.getByRole('region', { name: 'Preview' }).textContent;
    await waitFor(() => expect(preview()).toContain('佐藤 美咲様、ノースロースタリーの青山でございます。'));
    const japanese = within(screen.getByRole('group', { name: 'Japanese' }));
    const words = japanese.getByLabelText<HTMLTextAreaElement>('Everywhere');
    await userEvent.clear(words);
    await userEvent.type(words, '了解しました。{{order}{{nobody}');
    expect(preview()).toContain('了解しました。A-10482{nobody}');
    expect(preview()).toContain('There is no such thing to fill in: {nobody}');
    expect(preview()).toContain('了解しました → 承知いたしました');
  });

  it('puts a variable where the caret was', async () => {
    shown('replies');
    await userEvent.click(await screen.findByRole('button', { name: /／hello/ }));
    const english = within(screen.getByRole('group', { name: 'English' }));
    const words = english.getByLabelText<HTMLTextAreaElement>('Everywhere');
    words.focus();
    words.setSelectionRange(0, 0);
    await userEvent.click(button('Order number'));
    expect(words.value).toMatch(/^\{order\}Hello/);
  });

  it('is written in both languages and for each way of writing, and put before a lead', async () => {
    const { given } = shown('replies', { role: 'agent' });
    await userEvent.click(await screen.findByRole('button', { name: 'Write a saved reply' }));
    await userEvent.type(screen.getByLabelText('Shortcut'), 'gift');
    const english = () => within(screen.getByRole('group', { name: 'English' }));
    await userEvent.type(english().getByLabelText('Title'), 'Gift wrap');
    expect(button(/Put before a lead/).disabled).toBe(true);
    await userEvent.type(english().getByLabelText('Everywhere'), 'Free of charge.');
    await userEvent.click(button('For chat'));
    await userEvent.type(english().getByLabelText('For chat'), 'Free!');
    expect(screen.queryByRole('button', { name: 'Retire' })).toBeNull();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(given).toEqual([
      [
        'reply:save',
        {
          shortcut: 'gift',
          en: { title: 'Gift wrap', body: 'Free of charge.', chat: 'Free!' },
          ownerId: IDS.me,
          submit: true,
        },
      ],
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is approved as it was read: not while it is being changed; what is in use meanwhile is in sight', async () => {
    const { given } = shown('replies');
    await userEvent.click(await screen.findByRole('button', { name: /／return/ }));
    expect(screen.getByText('The words in use now (/return)')).toBeTruthy();
    expect(screen.getByText('{customer}、返品を了解しました。')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Shortcut'), 's');
    expect(button(/Approve as it is/).disabled).toBe(true);
    await userEvent.type(screen.getByLabelText('Shortcut'), '{Backspace}');
    // Unchanged, the chord is the lead's word; changed, it is put before a lead anew.
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(given).toEqual([['reply:decide', { replyId: LIBRARY[0]?.id, revision: 1, decision: 'approve' }]]);
  });

  it('keeps what was written when the hub refuses it', async () => {
    shown('replies', {
      answer: refused('reply_shortcut_taken', 'Another saved reply is called with /return already.'),
    });
    await userEvent.click(await screen.findByRole('button', { name: /／hello/ }));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findByRole('alert')).textContent).toContain('/return already');
    expect(screen.getByLabelText<HTMLInputElement>('Shortcut').value).toBe('hello');
  });

  it('says so when there is none', async () => {
    shown('replies', { replies: [] });
    expect(await screen.findByText('No saved reply matches')).toBeTruthy();
  });
});

describe('wording rules', () => {
  it.each(['ja', 'en'] as const)('are read by everybody and changed by leads, in %s', async (locale) => {
    const { container } = shown('wording', { role: 'agent', locale });
    await screen.findAllByRole('listitem');
    expect(rows()[0]).toContain('絶対に');
    expect(screen.queryByRole('button')).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('are written by a lead, who tries them first', async () => {
    const { given } = shown('wording');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a rule' }));
    await userEvent.type(screen.getByLabelText(/Not to be written/), 'ご苦労様{Enter}ご苦労さま');
    expect(button(/^Save/).disabled).toBe(true);
    await userEvent.type(screen.getByLabelText('In its place'), 'お疲れさま');
    await userEvent.type(screen.getByLabelText('Try it'), 'ご苦労さまでした');
    expect(screen.getByText('ご苦労さま → お疲れさま')).toBeTruthy();
    await userEvent.click(button('Stops sending'));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Email' }));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(given).toEqual([
      [
        'wording:save',
        {
          locale: 'ja',
          test: { kind: 'words', find: ['ご苦労様', 'ご苦労さま'], replace: 'お疲れさま', except: [] },
          reason: '',
          level: 'block',
          channels: ['email'],
          enabled: true,
        },
      ],
    ]);
  });

  it('are changed and removed from the revision that was read', async () => {
    const { given } = shown('wording');
    await userEvent.click(await screen.findByRole('button', { name: /Digits/ }));
    await userEvent.click(button('two bytes'));
    await userEvent.click(button(/^Save/));
    await userEvent.click(await screen.findByRole('button', { name: /絶対に/ }));
    await userEvent.click(button('Remove'));
    const [digits, banned] = [WORDING[3], WORDING[0]];
    expect(given).toMatchObject([
      ['wording:save', { ruleId: digits?.id, revision: 4, test: { kind: 'width', signs: 'digits', want: 'two_byte' } }],
      ['wording:remove', { ruleId: banned?.id, revision: 1 }],
    ]);
  });
});
