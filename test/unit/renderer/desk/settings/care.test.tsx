import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import {
  draftOf,
  LONGEST,
  movedStep,
  newStep,
  problemOf,
  rulesOf,
} from '#renderer/desk/features/settings/care/care-draft.ts';
import { SettingsPage } from '#renderer/desk/features/settings/index.ts';
import { CARE_RULES } from '#renderer/desk/stories/care-rules.ts';
import { type FakeSend, fakeDesk, refused } from '#renderer/desk/stories/fake-desk.ts';
import { careRulesSchema } from '#shared/domain/care.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

function open(rest: string, role: 'lead' | 'admin', send?: FakeSend) {
  const { client, sent } = fakeDesk({
    ask: (name) => {
      if (name === 'care.rules') return { rules: CARE_RULES };
      if (name === 'help.settings') return { agentsSeeWatching: true };
      return name === 'channel.list' ? { connections: [] } : undefined;
    },
    ...(send && { send }),
  });
  const state = { status: 'signed_in', agent: { id: 'x', login: 'x', name: 'X', role }, reason: 'none' };
  const view = { getState: () => state, getInitialState: () => state, subscribe: () => () => undefined };
  const desk = { ...client, session: { ...client.session, view } } as unknown as DeskClient;
  return { ...renderPart(desk, <SettingsPage rest={rest} />), sent };
}

describe('the words of danger, the checklist and the script', () => {
  it('are a lead’s to keep: an administrator has no such section', async () => {
    open('care', 'lead');
    await screen.findByRole('heading', { name: 'Handle with care' });
    cleanup();
    open('help', 'admin');
    await screen.findByRole('heading', { name: 'Live help' });
    expect(screen.queryByRole('button', { name: 'Handle with care' })).toBeNull();
  });

  it('can be tried on a sentence before they are saved, as the hub looks for them', async () => {
    const { container } = open('care', 'lead');
    const sentence = await screen.findByLabelText('Try a sentence');
    const status = within(sentence.closest('section') as HTMLElement).getByRole('status');
    await userEvent.type(sentence, 'お届けがまだです');
    expect(status.textContent).toBe('Opens nothing');
    await userEvent.clear(sentence);
    await userEvent.type(sentence, '椅子がグラツク。ｱﾚﾙｷﾞｰもあります');
    expect(status.textContent).toBe('Opens an incident:アレルギー');
    await userEvent.type(screen.getByLabelText('Japanese'), '\nぐらつく');
    expect(status.textContent).toBe('Opens an incident:アレルギーぐらつく');
    expect(await axeFindings(container)).toEqual([]);
  });

  it('are saved from the revision they were read at, each word once, a new step under a code of its own', async () => {
    const send: FakeSend = async () => ({ ok: true, data: { rules: { ...CARE_RULES, revision: 5 } } }) as never;
    const { sent } = open('care', 'lead', send);
    const words = await screen.findByLabelText('English');
    await userEvent.clear(words);
    await userEvent.type(words, ' smoke \n\nsmoke\nburnt');
    await userEvent.click(screen.getByRole('button', { name: 'Add a step' }));
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
    expect(save.disabled).toBe(true);
    screen.getByText('Each step needs its words in Japanese and in English.');
    await userEvent.type(screen.getByLabelText('Step 5 in Japanese'), '次の連絡をお約束した');
    await userEvent.type(screen.getByLabelText('Step 5 in English'), 'Next contact promised');
    await userEvent.click(screen.getByRole('button', { name: 'Move step 5 up' }));
    await userEvent.click(save);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      name: 'care:save-rules',
      input: {
        safetyWords: { ja: CARE_RULES.safetyWords.ja, en: ['smoke', 'burnt'] },
        revision: CARE_RULES.revision,
      },
    });
    const input = careRulesSchema.parse(sent[0]?.input);
    expect(input.checklist.map(({ code }) => code)).toEqual(['safe_now', 'injured', 'product', 'step_5', 'told']);
    expect(save.disabled).toBe(true);
  });

  it('keep what was typed when somebody else was first, until it is let go', async () => {
    open('care', 'lead', async () => refused('changed_meanwhile', 'Somebody was first.'));
    const words = await screen.findByLabelText<HTMLTextAreaElement>('English');
    await userEvent.type(words, '\nfumes');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Somebody was first.');
    expect(words.value).toContain('fumes');
    await userEvent.click(screen.getByRole('button', { name: 'Show it as it is now' }));
    expect(words.value).not.toContain('fumes');
  });
});

describe('what is typed of them', () => {
  const draft = draftOf(CARE_RULES);

  it('is what was read while nothing is changed', () => {
    expect(rulesOf(draft, CARE_RULES.revision)).toEqual(CARE_RULES);
    expect(problemOf(draft)).toBeNull();
  });

  it.each([
    [{ ...draft, words: { ja: 'あ'.repeat(LONGEST.word + 1), en: '' } }, 'long_word'],
    [{ ...draft, words: { ja: '', en: Array.from({ length: 201 }, (_, n) => `w${n}`).join('\n') } }, 'many_words'],
    [{ ...draft, checklist: [] }, 'no_steps'],
    [{ ...draft, checklist: [{ code: 'a', ja: '確認', en: ' ' }] }, 'empty_step'],
    [{ ...draft, script: draft.script.with(1, { ja: '', en: 'Stop' }) }, 'empty_script'],
  ])('is refused here where the hub would refuse it (%#)', (typed, kind) => {
    expect(problemOf(typed)?.kind).toBe(kind);
    expect(careRulesSchema.safeParse(rulesOf(typed, 1)).success).toBe(false);
  });

  it('may have no words at all: then nothing opens an incident', () => {
    const none = { ...draft, words: { ja: '', en: ' \n' } };
    expect(problemOf(none)).toBeNull();
    expect(careRulesSchema.safeParse(rulesOf(none, 1)).success).toBe(true);
  });

  it('gives no step the code of another, whatever was taken out before', () => {
    const two = [newStep([]), newStep([newStep([])])];
    const after = [...two.slice(1), newStep(two.slice(1))];
    expect(new Set(after.map(({ code }) => code)).size).toBe(2);
    expect(movedStep(two, 0, -1)).toBe(two);
    expect(movedStep(two, 0, 1).map(({ code }) => code)).toEqual(['step_2', 'step_1']);
  });
});

describe('live help', () => {
  it('asks the hub at once whether agents see who watches them', async () => {
    const { container, sent } = open('help', 'admin');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Agents see that a lead watches' }));
    expect(sent).toEqual([{ name: 'help:settings', input: { agentsSeeWatching: false } }]);
    expect(await axeFindings(container)).toEqual([]);
  });
});
