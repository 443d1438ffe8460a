// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  changedFields,
  draftOf,
  NEW_RULE,
  problemOf,
  RULE_KINDS,
  ruleOf,
} from '#renderer/desk/features/review/rules/rule-draft.ts';
import { RulesScreen } from '#renderer/desk/features/review/rules/rules-screen.tsx';
import { RULES } from '#renderer/desk/stories/escalations-entries.ts';
import { fakeDesk, refused } from '#renderer/desk/stories/fake-desk.ts';
import { type EscalationRule, escalationRuleSchema } from '#shared/domain/escalation.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

const WORDS = RULES[1] as EscalationRule;

describe('[ES1] a rule as it is typed', () => {
  it.each(RULES)('$name comes back as it was', (rule) => {
    const { revision: _, ...saved } = rule;
    expect(ruleOf(rule.id, draftOf(rule))).toEqual(saved);
  });

  it.each(RULE_KINDS)('a new one of kind %s is what the hub takes', (kind) => {
    const draft = { ...NEW_RULE, name: 'One', kind, wordsJa: '弁護士' };
    expect(problemOf(draft)).toBeNull();
    expect(escalationRuleSchema.safeParse({ ...ruleOf(WORDS.id, draft), revision: 1 }).success).toBe(true);
  });

  it('takes words one a line, each once, without what surrounds them', () => {
    const { test } = ruleOf(WORDS.id, { ...NEW_RULE, wordsJa: ' 弁護士 \n\n訴え\n弁護士', wordsEn: 'legal action\n' });
    expect(test).toEqual({ kind: 'words', words: { ja: ['弁護士', '訴え'], en: ['legal action'] } });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ wordsJa: ' \n' }, 'wordsJa'],
    [{ kind: 'repeat_contact', times: '1' }, 'times'],
    [{ kind: 'repeat_contact', days: '' }, 'days'],
    [{ kind: 'amount', currency: 'yen' }, 'currency'],
    [{ dueMinutes: '1.5' }, 'dueMinutes'],
  ] as const)('%o has a problem in %s', (patch, field) => {
    expect(problemOf({ ...NEW_RULE, name: 'One', wordsJa: 'a', ...patch })?.field).toBe(field);
  });

  it('takes full-width figures', () => {
    const draft = { ...NEW_RULE, name: 'One', kind: 'ping_pong' as const, bounces: '４', dueMinutes: '１，０００' };
    expect(problemOf(draft)).toBeNull();
    expect(ruleOf(WORDS.id, draft)).toMatchObject({ dueMinutes: 1000, test: { times: 4 } });
  });

  it('names what two versions differ in', () => {
    const mine = draftOf(WORDS);
    expect(changedFields(mine, { ...mine, dueMinutes: '5', wordsEn: 'sue' })).toEqual(['dueMinutes', 'wordsEn']);
  });
});

function show(id: string | null, { rules = RULES, refuse = false } = {}) {
  let now = rules;
  const desk = fakeDesk({
    ask: (name) => (name === 'escalation-rule.list' ? { rules: now } : undefined),
    send: (name, input) => {
      if (refuse) return refused('edited_meanwhile', 'Somebody else saved it.');
      const { rule } = input as { rule: Omit<EscalationRule, 'revision'> };
      return {
        ok: true,
        data: name === 'escalation-rule:save' ? { rule: { ...rule, revision: 2 } } : { removed: true },
      };
    },
  });
  const view = renderPart(desk.client, <RulesScreen id={id} />);
  return {
    desk,
    view,
    changed: (next: readonly EscalationRule[]) => {
      now = next;
    },
  };
}

const form = (name: string) => screen.findByRole('form', { name });

describe('[ES1] the rules on screen', () => {
  it('shows each with what it looks for, for whom and how soon', async () => {
    const { view } = show(WORDS.id);
    const items = within(await screen.findByRole('list', { name: 'Rules' })).getAllByRole('listitem');
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringContaining('3 contacts in 7 days on one matter'),
      expect.stringContaining('9 words in Japanese and English'),
      expect.stringContaining('A promise was not kept in time'),
      expect.stringContaining('Answer target missed by 60 min'),
      expect.stringContaining('Refund above ¥30,000'),
      expect.stringContaining('Off'),
    ]);
    await form('法的な言葉');
    expect(await axeFindings(view.container)).toEqual([]);
  });

  it('saves a change from the revision it was read at', async () => {
    const { desk } = show(WORDS.id);
    await form('法的な言葉');
    fireEvent.change(screen.getByRole('textbox', { name: 'English words, one a line' }), { target: { value: 'sue' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'In use' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(desk.sent).toHaveLength(1));
    expect(desk.sent[0]?.input).toMatchObject({
      revision: 1,
      rule: { id: WORDS.id, enabled: false, test: { kind: 'words', words: { en: ['sue'] } } },
    });
  });

  it('says what is wrong before anything is sent', async () => {
    const { desk } = show('new');
    await form('New rule');
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Empty' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('At least one word.')).toBeTruthy();
    expect(desk.sent).toEqual([]);
  });

  it('shows what somebody else changed meanwhile, and saves nothing over it unasked', async () => {
    const { desk, changed } = show(WORDS.id, { refuse: true });
    await form('法的な言葉');
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Mine' } });
    changed(RULES.map((one) => (one.id === WORDS.id ? { ...one, dueMinutes: 60, revision: 2 } : one)));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/within, minutes of business time: 15 → 60/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByRole('button', { name: 'Save mine over it' }));
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Mine');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(desk.sent.at(-1)?.input).toMatchObject({ revision: 2, rule: { name: 'Mine' } }));
  });

  it('removes one after asking once', async () => {
    const { desk } = show(WORDS.id);
    await form('法的な言葉');
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(desk.sent).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove it for good?' }));
    await waitFor(() =>
      expect(desk.sent).toEqual([{ name: 'escalation-rule:remove', input: { ruleId: WORDS.id, revision: 1 } }]),
    );
  });
});
