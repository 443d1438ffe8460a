// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { useLookBack } from '#renderer/desk/app/look-back.ts';
import { useShowItem } from '#renderer/desk/app/show-item.ts';
import { ReviewPage } from '#renderer/desk/features/review/index.ts';
import { usePage } from '#renderer/desk/routes.ts';
import { detailOf, escalation, ROWS, SANADA } from '#renderer/desk/stories/escalations-entries.ts';
import { AGENTS, CONVERSATION, type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Role } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
beforeEach(() => {
  window.location.hash = '#/page/review';
});
afterEach(cleanup);

/** By due time the overdue one is first. */
const OVERDUE = escalation(5);

function Thread({ customerId }: { readonly customerId: string }) {
  return <p>{useLookBack([customerId]) === null ? 'Thread of now' : 'Thread of then'}</p>;
}

function Page() {
  const page = usePage();
  if (page === null) return null;
  return <ReviewPage rest={page.rest} thread={(of) => <Thread {...of} />} />;
}

type Parts = {
  readonly role?: Role;
  readonly send?: FakeSend;
  readonly rows?: typeof ROWS;
  readonly detail?: typeof detailOf;
};

function show({ role = 'lead', send, rows = ROWS, detail = detailOf }: Parts = {}) {
  const desk = fakeDesk({
    ...(send && { send }),
    ask: (name, input) => {
      if (name === 'escalation.list') return { rows, counts: { undecided: 5, open: rows.length } };
      if (name === 'escalation.open') return detail((input as { escalationId: string }).escalationId);
      return undefined;
    },
  });
  const me = { id: IDS.me, login: 'aoyama', name: '青山 さくら', role };
  const leads = [IDS.mei, IDS.me] as readonly string[];
  const people = new Map(
    AGENTS.map((one) => [one.id, leads.includes(one.id) ? { ...one, role: 'lead' as const } : one]),
  );
  const client = {
    ...desk.client,
    people: createStore(() => ({ agents: people, teams: new Map() })),
    session: { ...desk.client.session, view: createStore(() => ({ status: 'signed_in', agent: me, reason: 'none' })) },
  } as unknown as DeskClient;
  return { desk, client, view: renderPart(client, <Page />) };
}

const list = () => screen.findByRole('listbox', { name: 'Escalations' });
const opened = (name: string) => screen.findByRole('heading', { name, level: 2 });
const note = () => screen.findByRole('textbox', { name: /^Note to/ });
const chord = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key, altKey: true });
const decided = (desk: ReturnType<typeof fakeDesk>) =>
  desk.sent.filter(({ name }) => name === 'escalation:decide').map(({ input }) => input);

describe('[ES1] the review', () => {
  it('lists who, why, the channels and until when, by due time; arrows and J K choose', async () => {
    const { view } = show();
    const box = await list();
    const rows = within(box).getAllByRole('option');
    expect(rows.map((row) => row.querySelector('b')?.textContent)).toEqual([
      '高橋 一郎',
      '佐藤 美咲',
      'James Li',
      '中村 さくら',
      expect.stringContaining('Christopher'),
      '大野 裕子',
      '林 蓮',
    ]);
    expect(rows[0]?.textContent).toContain('Promise not kept: 本日17時までに');
    expect(rows[0]?.textContent).toContain('3 min over');
    expect(rows[2]?.textContent).toContain('Contact 3 in 7 days on one matter');
    const path = within(rows[1] ?? view.container).getAllByRole('img', { name: 'Path: Email → Phone → Email → Chat' });
    expect(path.length).toBeGreaterThan(0);
    await opened('高橋 一郎');
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    await opened('佐藤 美咲');
    fireEvent.keyDown(box, { key: 'j' });
    await opened('James Li');
    fireEvent.keyDown(box, { key: 'k' });
    await opened('佐藤 美咲');
    expect(await axeFindings(view.container)).toEqual([]);
  });

  it('keeps the one that is open when another comes that is due before it', async () => {
    const { client } = show({ rows: ROWS.slice(1) });
    await opened('高橋 一郎');
    act(() =>
      client.escalations.learn([
        escalation(5, { ...ROWS[4]?.escalation, dueAt: '2099-01-01T00:00:00.000Z', revision: 9 }),
      ]),
    );
    const rows = within(await list()).getAllByRole('option');
    expect(rows.at(0)?.getAttribute('aria-selected')).toBe('false');
    await opened('高橋 一郎');
  });

  it('shows what happened as a path; a step leads to its item on the thread as it was when it was asked', async () => {
    show();
    await opened('高橋 一郎');
    fireEvent.click(screen.getByRole('button', { name: /金曜日までに返金すると約束/ }));
    expect(screen.getByText('Thread of then')).toBeTruthy();
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 2 });
    fireEvent.click(screen.getByRole('button', { name: 'Thread now' }));
    expect(screen.getByText('Thread of now')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Back to the list' }));
    expect(await list()).toBeTruthy();
  });

  it('shows an agent their own without a way to decide', async () => {
    show({ role: 'agent' });
    expect(await screen.findByRole('heading', { level: 1, name: /Questions to leads/ })).toBeTruthy();
    await opened('高橋 一郎');
    expect(screen.queryByRole('region', { name: 'Decide' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Rules' })).toBeNull();
    chord('a');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('asks for the next page where there is one, and shows what stands on both once', async () => {
    const desk = fakeDesk({
      ask: (name, input) => {
        if (name === 'escalation.open') return detailOf((input as { escalationId: string }).escalationId);
        if (name !== 'escalation.list') return undefined;
        const counts = { undecided: 5, open: ROWS.length };
        const isSecond = 'cursor' in (input as object);
        return isSecond ? { rows: ROWS.slice(2), counts } : { rows: ROWS.slice(0, 3), counts, next: 'place' };
      },
    });
    renderPart(desk.client, <Page />);
    expect(within(await list()).getAllByRole('option')).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(ROWS.length));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says that nothing waits', async () => {
    show({ rows: [] });
    expect(await screen.findByText('Nothing waits for you')).toBeTruthy();
  });
});

describe('[ES2] deciding by keyboard', () => {
  it('approves with the note by one chord, and goes on to the next that waits', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    const field = await note();
    fireEvent.change(field, { target: { value: 'Pay it today. ' } });
    chord('a');
    await waitFor(() =>
      expect(decided(desk)).toEqual([{ escalationId: OVERDUE.id, decision: 'approve', note: 'Pay it today.' }]),
    );
    await opened('佐藤 美咲');
  });

  it('an answer that comes late leaves whoever has gone on where they are, and what they write since', async () => {
    let answer = (): void => undefined;
    show({
      send: (name) =>
        name === 'escalation:decide'
          ? new Promise((done) => {
              answer = () => done({ ok: true, data: { escalation: OVERDUE } });
            })
          : { ok: true, data: undefined },
    });
    await opened('高橋 一郎');
    chord('t');
    fireEvent.keyDown(await list(), { key: 'ArrowDown' });
    fireEvent.keyDown(await list(), { key: 'ArrowDown' });
    await opened('James Li');
    const field = await note();
    field.focus();
    fireEvent.change(field, { target: { value: '確認' } });
    await act(async () => answer());
    expect(window.location.hash).not.toContain('/inbox/');
    await opened('James Li');
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '' } });
  });

  it('says on the button that the chord that sends approves, while the note has the focus', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    const field = await note();
    const chords = () => screen.getByRole('button', { name: 'Approve and return' }).getAttribute('aria-keyshortcuts');
    expect(chords()).toBe('Alt+a');
    act(() => field.focus());
    expect(chords()).toMatch(/^Alt\+a (Control|Meta)\+enter$/);
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(decided(desk)).toEqual([{ escalationId: OVERDUE.id, decision: 'approve' }]));
  });

  it('tells the agent that somebody looks at it, once, as soon as a lead begins to write', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    for (const value of ['P', 'Pa', 'Pay']) fireEvent.change(await note(), { target: { value } });
    expect(desk.sent).toEqual([{ name: 'escalation:review', input: { escalationId: OVERDUE.id } }]);
    fireEvent.change(await note(), { target: { value: '' } });
  });

  it('returns nothing without a note: the hand goes there', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    const field = await note();
    chord('r');
    expect((await screen.findByRole('alert')).textContent).toContain('say what is missing');
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'Which order?' } });
    chord('r');
    await waitFor(() =>
      expect(decided(desk)).toEqual([{ escalationId: OVERDUE.id, decision: 'return', note: 'Which order?' }]),
    );
  });

  it('takes over and goes to the customer', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    chord('t');
    await waitFor(() => expect(decided(desk)).toEqual([{ escalationId: OVERDUE.id, decision: 'take_over' }]));
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`));
  });

  it('closes with a coded outcome from its chord, and goes on to the next', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    chord('c');
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Explained' }));
    await waitFor(() =>
      expect(decided(desk)).toEqual([{ escalationId: OVERDUE.id, decision: 'close', outcome: 'explained' }]),
    );
    await opened('佐藤 美咲');
  });

  it('gives to another lead from its chord; its state stays', async () => {
    const { desk } = show();
    await opened('高橋 一郎');
    chord('g');
    fireEvent.click(await screen.findByRole('menuitem', { name: /Mei Tanaka/ }));
    await waitFor(() =>
      expect(desk.sent.at(-1)).toEqual({
        name: 'escalation:reassign',
        input: { escalationId: OVERDUE.id, reviewerId: IDS.mei },
      }),
    );
  });

  it('who lost the race reads who decided, and has nothing left to decide', async () => {
    const { client } = show({
      send: (name) =>
        name === 'escalation:decide' ? refused('conflict', '真田 美緒 was first.') : (undefined as never),
    });
    await opened('高橋 一郎');
    chord('a');
    expect((await screen.findByRole('alert')).textContent).toContain('真田 美緒 was first.');
    act(() =>
      client.escalations.learn([
        {
          ...(ROWS[4]?.escalation ?? OVERDUE),
          state: 'returned',
          revision: 9,
          decision: { by: SANADA, at: new Date().toISOString(), kind: 'return', note: 'Call them first.' },
        },
      ]),
    );
    expect(await screen.findByText(/真田 美緒 returned it/)).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('真田 美緒 was first.');
    expect(screen.getByText('Call them first.')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: /^Note to/ })).toBeNull();
  });

  it('[CV4] what a lead writes as somebody else decides stays where it is, focus and all, until it is put away', async () => {
    const { client } = show();
    await opened('高橋 一郎');
    const field = await note();
    field.focus();
    fireEvent.change(field, { target: { value: '本日中に返金で' } });
    const decision = { by: SANADA, at: new Date().toISOString(), kind: 'approve' } as const;
    act(() =>
      client.escalations.learn([
        { ...(ROWS[4]?.escalation ?? OVERDUE), state: 'approved', reviewer: SANADA, revision: 9, decision },
      ]),
    );
    expect(await screen.findByText(/^Not sent/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect(field).toHaveProperty('value', '本日中に返金で');
    expect(screen.queryByRole('button', { name: /Approve and return/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Discard note' }));
    expect(screen.queryByRole('textbox', { name: /^Note to/ })).toBeNull();
  });

  it('[ES3] gives back what one has taken over', async () => {
    const taken = {
      ...(ROWS[6]?.escalation ?? OVERDUE),
      decision: {
        by: { type: 'agent', id: IDS.me, name: '青山' } as const,
        at: '2026-04-01T00:00:00.000Z',
        kind: 'take_over' as const,
      },
    };
    const { desk } = show({
      rows: [{ escalation: taken, channels: ['chat'] }],
      detail: (id) => ({ ...detailOf(id), escalation: taken }),
    });
    await opened('林 蓮');
    fireEvent.click(await screen.findByRole('button', { name: 'Give back' }));
    await waitFor(() =>
      expect(desk.sent).toEqual([
        { name: 'escalation:give-back', input: { escalationId: taken.id, epoch: CONVERSATION.epoch } },
      ]),
    );
  });
});
