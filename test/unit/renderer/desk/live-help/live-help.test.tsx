import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConnectionView, DeskClient, DeskEvents } from '#renderer/data/client/desk-client-types.ts';
import { HubError, wireError } from '#renderer/data/sync/hub-error.ts';
import { LiveHelp, LiveNow, WatchedChip } from '#renderer/desk/features/live-help/index.ts';
import { CONVERSATION, type FakeSend, fakeDesk, IDS, itemSaid, refused } from '#renderer/desk/stories/fake-desk.ts';
import { emptyThread, pageReplaced } from '#renderer/state/thread-state.ts';
import { installShortcuts, registerShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type HelpedCall, isWhisper } from '#shared/domain/live-help.ts';
import type { Party } from '#shared/domain/party.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { axeFindings, endCompositionByEnter, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const ME: Party = { type: 'agent', id: IDS.me, name: '青山' };
const KIMURA: Party = { type: 'agent', id: IDS.kimura, name: '木村' };
const NOW = new Date().toISOString();

const whispered = (seq: number, text: string, from: Party, to: Party): TimelineItem =>
  itemSaid(seq, '', {
    kind: 'note',
    data: { text, whisperTo: to },
    visibility: 'private',
    direction: 'none',
    author: { type: 'agent', id: from.id, name: from.name },
    occurredAt: new Date(Date.now() + seq).toISOString(),
  } as Partial<TimelineItem>);

type Wish = {
  readonly role?: 'agent' | 'lead';
  readonly owner?: Party;
  readonly state?: Partial<QueryOutput<'help.state'>>;
  readonly watchers?: readonly Party[];
  readonly items?: readonly TimelineItem[];
  readonly send?: FakeSend;
  readonly part?: (conversation: Conversation) => React.ReactNode;
  /** What the hub says instead of an answer, while there is something in it. */
  readonly failing?: { current: HubError | null };
};

function show({ role = 'lead', owner = KIMURA, state = {}, watchers = [], items = [], send, part, failing }: Wish) {
  const conversation: Conversation = { ...CONVERSATION, owner };
  const listeners = new Set<DeskEvents>();
  let now = watchers;
  const desk = fakeDesk({
    conversation,
    ...(send && { send }),
    ask: (name) => {
      if (name === 'help.state' && failing !== undefined && failing.current !== null) throw failing.current;
      return name === 'help.state'
        ? {
            help: {
              conversationId: conversation.id,
              customerId: conversation.customerId,
              watchers: now.map((lead) => ({ lead, since: NOW })),
            },
            ...state,
          }
        : undefined;
    },
  });
  const line = createStore<ConnectionView>(() => ({ state: 'connected', completeUpTo: null, problem: null }));
  const page = (list: readonly TimelineItem[]) =>
    pageReplaced(emptyThread(IDS.customer), { items: [...list], older: false, newer: false });
  const view = createStore(() => ({ state: 'ready' as const, error: null, loading: null, thread: page(items) }));
  const agent = { id: IDS.me, login: 'aoyama', name: '青山', role };
  const client = {
    ...desk.client,
    connection: { ...desk.client.connection, view: line },
    session: { ...desk.client.session, view: createStore(() => ({ status: 'signed_in', agent, reason: 'none' })) },
    openThread: () => ({ view, close: () => undefined }),
    listen: (events: DeskEvents) => {
      listeners.add(events);
      return () => listeners.delete(events);
    },
  } as unknown as DeskClient;
  const { container } = renderPart(client, part?.(conversation) ?? <LiveHelp conversation={conversation} />);
  return {
    ...desk,
    container,
    line,
    /** Somebody begins or stops watching. */
    watchedBy(...leads: readonly Party[]) {
      now = leads;
      const help = { conversationId: conversation.id, customerId: IDS.customer, watchers: [] };
      act(() => {
        for (const one of listeners) one.onHelpChanged?.(help);
      });
    },
    comes(item: TimelineItem) {
      act(() => {
        for (const one of listeners) if (isWhisper(item)) one.onWhisper?.(item);
      });
    },
  };
}

const call = (rest: Partial<HelpedCall> = {}): HelpedCall => ({
  callId: IDS.other,
  modes: ['listen', 'whisper', 'join'],
  helpers: [],
  ...rest,
});

let stop: () => void;
beforeEach(() => {
  fillJsdom();
  stop = installShortcuts(window);
});
afterEach(() => {
  stop();
  cleanup();
  vi.unstubAllGlobals();
});

describe('[ES3] a lead beside somebody’s conversation', () => {
  it('watches, and from then on has a field that speaks to the owner alone', async () => {
    const { sent, watchedBy, container } = show({});
    await userEvent.click(await screen.findByRole('button', { name: /^Watch/ }));
    expect(sent).toContainEqual({ name: 'help:watch', input: { conversationId: IDS.conversation } });
    expect(screen.queryByRole('textbox')).toBeNull();
    watchedBy(ME);
    const field = await screen.findByRole('textbox', { name: 'To 木村 alone' });
    expect(screen.getByText('Watching 木村, unseen by the customer')).toBeTruthy();
    await userEvent.type(field, '承認します{Enter}');
    expect(sent).toContainEqual({
      name: 'help:whisper',
      input: { conversationId: IDS.conversation, toId: IDS.kimura, text: '承認します' },
    });
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe(''));
    expect(await axeFindings(container)).toEqual([]);
  });

  it('[DK3] whispers by Enter, but not by the Enter that ends a conversion; a refusal keeps the words', async () => {
    const { sent } = show({ watchers: [ME], send: () => refused('not_owner', 'With somebody else now.') });
    const field = await screen.findByRole('textbox');
    await userEvent.type(field, '承認');
    fireEvent.compositionStart(field);
    endCompositionByEnter(field);
    expect(sent).toEqual([]);
    await userEvent.type(field, '{Enter}');
    expect(await screen.findByText('With somebody else now.')).toBeTruthy();
    expect((field as HTMLTextAreaElement).value).toBe('承認');
    await userEvent.clear(field);
  });

  it('keeps the composer’s chord to itself while its field has the focus', async () => {
    const composer = vi.fn();
    const off = registerShortcut({ id: 'send', scope: 'page', run: composer });
    const { sent } = show({ watchers: [ME] });
    await userEvent.type(await screen.findByRole('textbox'), '承認{Control>}{Enter}{/Control}');
    await waitFor(() => expect(sent.map(({ name }) => name)).toContain('help:whisper'));
    expect(composer).not.toHaveBeenCalled();
    off();
  });

  it('[DK3] leaves every other chord to the page: a call is answered, and watching ended, from within the field', async () => {
    const answer = vi.fn();
    const off = registerShortcut({ id: 'accept-offer', scope: 'page', run: answer });
    const { sent } = show({ watchers: [ME] });
    const field = await screen.findByRole('textbox');
    field.focus();
    fireEvent.keyDown(field, { key: 'a', ctrlKey: true, shiftKey: true });
    expect(answer).toHaveBeenCalledOnce();
    // On screen a moment before its keys are.
    await act(async () => undefined);
    fireEvent.keyDown(field, { key: 'm', altKey: true });
    await waitFor(() => expect(sent.map(({ name }) => name)).toEqual(['help:unwatch']));
    off();
  });

  it('stays, with what is typed, when the hub does not answer, and comes once the line is back', async () => {
    const failing: { current: HubError | null } = { current: null };
    const { watchedBy } = show({ watchers: [ME], failing });
    const field = await screen.findByRole('textbox');
    await userEvent.type(field, '承認');
    failing.current = new HubError(wireError('hub_unreachable', 'en'));
    watchedBy(ME, KIMURA);
    await act(async () => undefined);
    expect(screen.getByRole('textbox')).toBe(field);
    cleanup();
    const late = show({ watchers: [ME], failing });
    await act(async () => late.line.setState({ state: 'offline' }));
    expect(screen.queryByRole('textbox')).toBeNull();
    failing.current = null;
    act(() => late.line.setState({ state: 'connected' }));
    expect(await screen.findByRole('textbox')).toBeTruthy();
    await userEvent.clear(screen.getByRole('textbox'));
    failing.current = new HubError(wireError('forbidden', 'en'));
    late.watchedBy();
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
  });

  it('takes over at the epoch on screen, and gives back to whom it was taken from', async () => {
    const { sent } = show({});
    await userEvent.click(await screen.findByRole('button', { name: /^Take over/ }));
    expect(sent).toContainEqual({
      name: 'help:take-over',
      input: { conversationId: IDS.conversation, epoch: CONVERSATION.epoch },
    });
    cleanup();
    const mine = show({ owner: ME, state: { takenFrom: KIMURA } });
    await userEvent.click(await screen.findByRole('button', { name: /Give back to 木村/ }));
    expect(mine.sent).toContainEqual({
      name: 'help:give-back',
      input: { conversationId: IDS.conversation, epoch: CONVERSATION.epoch },
    });
  });

  it('is let onto a call where its telephony allows it, and told where it does not', async () => {
    const { sent } = show({ state: { call: call() } });
    await userEvent.click(await screen.findByRole('button', { name: 'Listen' }));
    expect(sent).toContainEqual({ name: 'help:call', input: { callId: IDS.other, mode: 'listen' } });
    cleanup();
    show({ state: { call: call({ modes: [], why: 'softphone' }) } });
    expect(await screen.findByText(/its audio goes straight to the agent’s desk/)).toBeTruthy();
    cleanup();
    const helpers = [{ lead: ME, mode: 'listen' as const, state: 'asked' as const, since: NOW }];
    const ringing = show({ state: { call: call({ helpers }) } });
    expect(await screen.findByText('Your telephone rings')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Leave the call' }));
    expect(ringing.sent).toContainEqual({ name: 'help:leave-call', input: { callId: IDS.other } });
  });
});

describe('[ES3] the owner', () => {
  it('reads beside the composer what is for them alone, without losing the focus, and answers or puts it away', async () => {
    const typing = (conversation: Conversation) => (
      <>
        <LiveHelp conversation={conversation} />
        <textarea aria-label="reply" />
      </>
    );
    const { comes, sent, container } = show({ role: 'agent', owner: ME, part: typing });
    const reply = screen.getByRole('textbox', { name: 'reply' });
    reply.focus();
    comes(whispered(8, '今日お支払いとお伝えください。', KIMURA, ME));
    expect(await screen.findByText('今日お支払いとお伝えください。')).toBeTruthy();
    expect(screen.getByText('木村, only to you')).toBeTruthy();
    expect(document.activeElement).toBe(reply);
    expect(await axeFindings(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: /^Answer/ }));
    await userEvent.type(screen.getByRole('textbox', { name: 'To 木村 alone' }), '承知しました{Enter}');
    expect(sent).toContainEqual({
      name: 'help:whisper',
      input: { conversationId: IDS.conversation, toId: IDS.kimura, text: '承知しました' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Got it' }));
    expect(screen.queryByText('今日お支払いとお伝えください。')).toBeNull();
  });

  it('[CV4] keeps an answer that was begun, without taking the focus, and goes back to the reply when it is left', async () => {
    const composer = vi.fn();
    const off = registerShortcut({ id: 'focus-composer', scope: 'page', run: composer });
    const items = [whispered(21, '分割でお願いします。', KIMURA, ME)];
    show({ role: 'agent', owner: ME, items });
    await userEvent.click(await screen.findByRole('button', { name: /^Answer/ }));
    await userEvent.type(screen.getByRole('textbox'), '承知');
    cleanup();
    show({ role: 'agent', owner: ME, items });
    const field = await screen.findByRole('textbox', { name: 'To 木村 alone' });
    expect(field).toHaveProperty('value', '承知');
    expect(document.activeElement).toBe(document.body);
    await userEvent.clear(field);
    await userEvent.type(field, '{Escape}');
    expect(composer).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'Got it' }));
    expect(composer).toHaveBeenCalledTimes(2);
    off();
  });

  it('shows what comes while they look, whatever the hub’s clock says', async () => {
    const { comes } = show({ role: 'agent', owner: ME });
    comes({ ...whispered(22, '時計が戻りました。', KIMURA, ME), occurredAt: '2020-01-01T00:00:00.000Z' });
    expect(await screen.findByText('時計が戻りました。')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Got it' }));
    expect(screen.queryByText('時計が戻りました。')).toBeNull();
  });

  it('sees who reads along, calmly, and nothing when nobody does or when it is not theirs', async () => {
    const chip = (conversation: Conversation) => <WatchedChip conversation={conversation} />;
    const { watchedBy } = show({ role: 'agent', owner: ME, part: chip });
    await waitFor(() => expect(screen.queryByText(/is watching/)).toBeNull());
    watchedBy(KIMURA);
    expect(await screen.findByText('木村 is watching')).toBeTruthy();
    cleanup();
    show({ role: 'lead', owner: KIMURA, watchers: [ME], part: chip });
    await act(async () => undefined);
    expect(screen.queryByText(/is watching/)).toBeNull();
  });

  it('is told who took it over, and that what they had written is kept', async () => {
    const { container } = show({ role: 'lead', owner: KIMURA, state: { takenFrom: ME } });
    expect(await screen.findByText(/木村 has taken this over/)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('an agent who neither owns it nor did is not even asked for', async () => {
    const asked: string[] = [];
    const { container } = show({ role: 'agent', owner: KIMURA, part: (c) => <LiveHelp conversation={c} /> });
    await act(async () => undefined);
    expect(asked).toEqual([]);
    expect(container.querySelector('section')).toBeNull();
  });
});

describe('[ES3] what is said now, beside an escalation', () => {
  const now = () => <LiveNow conversationId={IDS.conversation} />;

  it('shows the last lines with the lead’s own word among them, marked as the owner’s alone', async () => {
    const items = [
      itemSaid(4, 'いつになりますか。'),
      itemSaid(5, '確認しております。', { direction: 'out', author: { type: 'agent', id: IDS.kimura, name: '木村' } }),
      whispered(6, '承認。今日お支払いと伝えて。', ME, KIMURA),
      itemSaid(7, '別の案件', { conversationId: IDS.other }),
    ];
    const { container } = show({ watchers: [ME], items, part: now });
    expect(await screen.findByText('いつになりますか。')).toBeTruthy();
    expect(screen.getByText('You, only to 木村')).toBeTruthy();
    expect(screen.queryByText('別の案件')).toBeNull();
    expect(screen.getByText('watching, unseen by the customer')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'To 木村 alone' })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('is nothing for an agent, and says where it waits when nobody answers', async () => {
    show({ role: 'agent', part: now });
    await act(async () => undefined);
    expect(screen.queryByText('Live now')).toBeNull();
    cleanup();
    show({ owner: { type: 'team', id: IDS.team, name: 'チャット' }, part: now });
    expect(await screen.findByText(/it waits in チャット/)).toBeTruthy();
  });
});
