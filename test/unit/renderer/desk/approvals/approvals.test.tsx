import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onGiveBack } from '#renderer/desk/app/give-back.ts';
import { ApprovalsPage, HeldStrips } from '#renderer/desk/features/approvals/index.ts';
import { CONVERSATION, type FakeSend, fakeDesk, IDS, itemSaid, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { HeldMessage } from '#shared/domain/approval.ts';
import type { Locale } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const KIMURA = { id: IDS.kimura, name: '木村 翔' };
const ME = { id: IDS.me, name: '青山 さくら' };
const held = (over: Partial<HeldMessage> = {}): HeldMessage => ({
  id: '0199a000-0000-7000-8000-000000000901',
  customerId: IDS.customer,
  conversationId: IDS.conversation,
  shownOn: IDS.conversation,
  author: KIMURA,
  channel: 'email',
  text: '明日お届けします。',
  attachments: [],
  format: { subject: 'ご注文の件' },
  seen: {},
  rules: ['新人の返信'],
  state: 'waiting',
  heldAt: '2025-11-17T04:52:00.000Z',
  closed: false,
  revision: 1,
  ...over,
});
const row = (one: HeldMessage) => ({
  held: one,
  customerName: '佐藤 美咲',
  conversationNumber: 48213,
  teamName: 'カスタマーケア',
});
const rule = {
  id: '0199a000-0000-7000-8000-000000000911',
  name: '返金',
  enabled: true,
  agentIds: [],
  teamIds: [],
  categoryIds: [],
  channels: ['email' as const],
  words: ['返金'],
  revision: 3,
};

type Shown = { held?: HeldMessage[]; send?: FakeSend; locale?: Locale; rest?: string };

function desk({ held: all = [held()], send }: Shown) {
  return fakeDesk({
    ...(send && { send }),
    ask: (name) => {
      if (name === 'approval.list') return { rows: all.map(row) };
      if (name === 'approval.of') return { held: all };
      return name === 'approval-rule.list' ? { rules: [rule] } : undefined;
    },
  });
}

let cache: QueryClient | null = null;
function Cache() {
  cache = useQueryClient();
  return null;
}
const thread = () => <Cache />;
function page(shown: Shown = {}) {
  const made = desk(shown);
  const id = shown.rest ?? held().id;
  const { container } = renderPart(made.client, <ApprovalsPage rest={id} thread={thread} />, shown.locale ?? 'en');
  return { ...made, container };
}
function strips(one: HeldMessage, shown: Shown = {}) {
  const made = desk({ ...shown, held: [one] });
  const { container } = renderPart(made.client, <HeldStrips conversation={CONVERSATION} />, shown.locale ?? 'en');
  return { ...made, container };
}
const decisions = (sent: readonly { name: string; input: unknown }[]) =>
  sent.filter(({ name }) => name === 'approval:decide').map(({ input }) => input);
const words = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'What the customer will read' });

beforeEach(() => {
  window.localStorage.clear();
  fillJsdom();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a lead’s page of answers that wait', () => {
  it('shows the words with why they wait, and lets them out as they are by a key', async () => {
    const { sent, container } = page();
    expect((await words()).value).toBe('明日お届けします。');
    expect(screen.getByText('新人の返信')).toBeTruthy();
    expect(screen.getByText('ご注文の件')).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await userEvent.keyboard('{Alt>}a{/Alt}');
    await waitFor(() => expect(decisions(sent)).toEqual([{ heldId: held().id, decision: 'approve' }]));
  });

  it('shows the difference as it is changed, and lets out what is there', async () => {
    const { sent } = page();
    const field = await words();
    await userEvent.clear(field);
    await userEvent.type(field, '明後日お届けします。');
    const difference = screen.getByRole('region', { name: 'What changed' });
    expect(within(difference).getByRole('deletion').textContent).toBe('明日');
    expect(within(difference).getByRole('insertion').textContent).toBe('明後日');
    await userEvent.click(screen.getByRole('button', { name: /Send as changed/ }));
    await waitFor(() => expect(decisions(sent)).toMatchObject([{ text: '明後日お届けします。' }]));
  });

  it('returns it only with a note', async () => {
    const { sent } = page();
    await words();
    await userEvent.keyboard('{Alt>}r{/Alt}');
    expect(decisions(sent)).toEqual([]);
    const note = screen.getByRole('textbox', { name: 'Note to its author' });
    expect(document.activeElement).toBe(note);
    await userEvent.type(note, '敬称を付けてください');
    await userEvent.keyboard('{Alt>}r{/Alt}');
    await waitFor(() =>
      expect(decisions(sent)).toEqual([{ heldId: held().id, decision: 'return', note: '敬称を付けてください' }]),
    );
  });

  it('[CV3] shows what came since before it can be let out all the same', async () => {
    let tries = 0;
    const { sent } = page({
      send: (name) => {
        if (name !== 'approval:decide') return { ok: true, data: {} };
        tries += 1;
        return tries === 1
          ? refused('stale', 'stale', { items: [itemSaid(9, 'やはり交換で')], conversation: null })
          : { ok: true, data: { held: held({ state: 'approved' }) } };
      },
    });
    await words();
    await userEvent.click(screen.getByRole('button', { name: /Approve and send/ }));
    const panel = await screen.findByRole('alertdialog', { name: 'Something new came since it was written' });
    expect(panel.textContent).toContain('やはり交換で');
    await userEvent.click(within(panel).getByRole('button', { name: 'Send all the same' }));
    await waitFor(() => expect(decisions(sent)[1]).toMatchObject({ seen: { [IDS.customer]: 9 } }));
  });

  it('one that somebody else decided while it is read stays with what was written, and no key lets the next one out', async () => {
    const all = [held(), held({ id: '0199a000-0000-7000-8000-000000000902', text: '別の返信です。' })];
    const { sent } = page({ held: all });
    const field = await words();
    await userEvent.type(field, '追って');
    all.shift();
    await act(async () => void (await cache?.invalidateQueries({ queryKey: ['approval.list'] })));
    expect(await screen.findByText(/It does not wait any more/)).toBeTruthy();
    expect((await words()).value).toBe('明日お届けします。追って');
    await userEvent.keyboard('{Alt>}a{/Alt}{Alt>}r{/Alt}');
    expect(decisions(sent)).toEqual([]);
  });

  it('says that nothing waits, and leads to the rules', async () => {
    page({ held: [] });
    expect(await screen.findByText('Nothing waits')).toBeTruthy();
  });

  it('keeps the rules: words one a line, and what is empty is not asked for', async () => {
    const { sent, container } = page({ rest: 'rules/new', locale: 'ja' });
    await userEvent.click(await screen.findByRole('button', { name: '苦情' }));
    await userEvent.click(screen.getByRole('button', { name: '保存' }));
    await waitFor(() => expect(sent.some(({ name }) => name === 'approval-rule:save')).toBe(true));
    const saved = sent.find(({ name }) => name === 'approval-rule:save')?.input;
    expect(saved).toMatchObject({ name: '苦情', agentIds: [], channels: [], enabled: true });
    expect((saved as { words: string[] }).words).toContain('クレーム');
    expect(saved).not.toHaveProperty('until');
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe('what its author sees above the reply', () => {
  it('that it waits, and by which rule; they may take it back, and the draft has it before it is gone from there', async () => {
    const acts: string[] = [];
    const stop = onGiveBack(IDS.conversation, async ({ text }) => void acts.push(`draft ${text}`));
    const send: FakeSend = (name) => {
      if (name.startsWith('approval')) acts.push(name);
      return { ok: true, data: {} };
    };
    strips(held({ author: ME }), { send });
    expect(await screen.findByRole('region', { name: 'Waits for a lead' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    await waitFor(() => expect(acts).toEqual(['approval:withdraw', 'draft 明日お届けします。', 'approval:close']));
    stop();
  });

  it('[CV4] that it came back, with the note; it stays while no draft has taken it', async () => {
    const { sent } = strips(held({ author: ME, state: 'returned', why: 'lead', note: '敬称を', decidedBy: KIMURA }));
    expect(await screen.findByText('敬称を')).toBeTruthy();
    // No reply box is there to take it.
    await userEvent.click(screen.getByRole('button', { name: 'Back into my reply' }));
    expect(sent.map(({ name }) => name)).not.toContain('approval:close');
  });

  it('what a lead changed, until they have read it', async () => {
    const changed = held({ author: ME, state: 'approved', sentText: '明後日お届けします。', decidedBy: KIMURA });
    const { sent, container } = strips(changed);
    const difference = await screen.findByRole('region', { name: 'What changed' });
    expect(within(difference).getByRole('insertion').textContent).toBe('明後日');
    expect(await axeFindings(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'I have read it' }));
    await waitFor(() => expect(sent.map(({ name }) => name)).toContain('approval:close'));
  });

  it('[HO3] whoever has the conversation now reads what their colleague had waiting, and may use it', async () => {
    const taken: string[] = [];
    const stop = onGiveBack(IDS.conversation, async ({ text }) => void taken.push(text));
    const { sent } = strips(held({ state: 'returned', why: 'moved' }));
    expect(await screen.findByText(/written by 木村 翔 · the conversation has another owner/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Use in my reply' }));
    await waitFor(() => expect(taken).toEqual(['明日お届けします。']));
    // It is still their colleague's to close.
    expect(sent.map(({ name }) => name)).not.toContain('approval:close');
    stop();
  });
});
