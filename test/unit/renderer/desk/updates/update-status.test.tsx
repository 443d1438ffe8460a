// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { useTellCalls } from '#renderer/data/hooks/use-update.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { PhoneProvider } from '#renderer/data/phone/phone-context.tsx';
import { setUnsaved } from '#renderer/desk/app/unsaved.ts';
import { UpdateStatus } from '#renderer/desk/features/updates/index.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import { entryOf } from '#renderer/desk/stories/shift-entries.ts';
import { doorOf, UPDATE_SCENES } from '#renderer/desk/stories/updates-entries.ts';
import { type CallsState, NO_CALLS } from '#renderer/state/call-state.ts';
import { EMPTY_INBOX } from '#renderer/state/inbox-state.ts';
import { UPDATE_REFUSALS } from '#shared/domain/decide-update.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);
afterEach(() => setUnsaved(false));

type Did = readonly [what: string, args?: unknown];

function show(state: UpdateState, locale: 'en' | 'ja' = 'en', calls: CallsState = NO_CALLS) {
  const did: Did[] = [];
  const desk = fakeDesk({});
  const rows = [1, 2].map((n) => entryOf(n, 'X', { row: { section: n === 1 ? 'live' : 'needs_reply' } }).row);
  const inbox = {
    ...EMPTY_INBOX,
    rows: new Map(rows.map((row) => [row.conversationId, row])),
    tabs: { mine: { state: 'ready' as const, next: null } },
  };
  const client = {
    ...desk.client,
    inbox: { store: createStore(() => inbox), load: () => undefined, loadMore: () => undefined },
  } as unknown as DeskClient;
  const phone = { calls: createStore(() => calls) } as unknown as Phone;
  const { container } = renderPart(
    client,
    <PhoneProvider phone={phone}>
      <UpdateStatus door={doorOf(state, (...what) => did.push(what))} />
    </PhoneProvider>,
    locale,
  );
  return { did, container };
}

const onOneCall = new Map([
  ['c', { id: 'c', state: 'active', agent: { type: 'agent', id: IDS.me, name: 'X' }, startedAt: '', ringingAt: [] }],
]) as unknown as CallsState;

const scene = (name: string): UpdateState => UPDATE_SCENES[name] ?? { state: 'current', checkedAt: null };
const open = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('[DK4] a new version, on the desk', () => {
  it.each(['off', 'current', 'downloading'])('shows nothing while it is %s', async (name) => {
    const { did } = show(scene(name));
    await waitFor(() => expect(did).toHaveLength(1));
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('shows what is new in the language on screen, and restarts when the agent says so', async () => {
    const { did } = show(scene('ready'));
    await open('New version ready');
    expect(await screen.findByText(/Search answers faster/)).toBeTruthy();
    expect(screen.queryByText(/検索/)).toBeNull();
    await open('Restart and update');
    expect(did).toContainEqual(['install']);
    cleanup();
    show(scene('ready'), 'ja');
    await open('更新の準備完了');
    expect(await screen.findByText(/検索の結果が速く/)).toBeTruthy();
  });

  it('says what it waits for, and can be put off', async () => {
    const { did } = show(scene('waiting'));
    await open('Restarts when you are free');
    expect(await screen.findByText(/your calls \(1\) and live chats \(2\) have ended/)).toBeTruthy();
    await open('Not now');
    expect(did).toContainEqual(['later']);
  });

  it.each(UPDATE_REFUSALS)('has words for a refusal in both languages: %s', async (refusal) => {
    for (const locale of ['en', 'ja'] as const) {
      show({ state: 'refused', refusal, at: '2026-11-22T00:10:00.000Z' }, locale);
      await open(locale === 'en' ? 'Update refused' : '更新を拒否');
      expect(await screen.findByText(locale === 'en' ? /tell your IT department/ : /IT担当に連絡/)).toBeTruthy();
      expect(document.body.textContent).not.toContain('refusal.');
      cleanup();
    }
  });

  it('tells the desktop what is live: own calls and sittings, and not what only waits for an answer', async () => {
    const { did } = show(scene('current'), 'en', onOneCall);
    await waitFor(() => expect(did).toEqual([['live', { calls: 1, chats: 1 }]]));
  });

  it('tells it of what is typed and not saved, which it waits for, and says so', async () => {
    const { did } = show(scene('unsaved'));
    await waitFor(() => expect(did).toEqual([['live', { calls: 0, chats: 1 }]]));
    act(() => setUnsaved(true));
    await waitFor(() => expect(did.at(-1)).toEqual(['live', { calls: 0, chats: 1, unsaved: true }]));
    await open('Restarts when you are free');
    expect(await screen.findByText(/typed in the settings is saved or discarded/)).toBeTruthy();
    act(() => setUnsaved(false));
    await waitFor(() => expect(did.at(-1)).toEqual(['live', { calls: 0, chats: 1 }]));
  });

  it('tells it from a window of one conversation too: the calls, for it has no list of what is live', async () => {
    const did: Did[] = [];
    const Window = () => {
      useTellCalls(doorOf(scene('current'), (...act) => did.push(act)));
      return null;
    };
    renderPart(
      fakeDesk({}).client,
      <PhoneProvider phone={{ calls: createStore(() => onOneCall) } as unknown as Phone}>
        <Window />
      </PhoneProvider>,
      'en',
    );
    await waitFor(() => expect(did.at(-1)).toEqual(['live', { calls: 1, chats: 0 }]));
  });

  it('is found by a screen reader', async () => {
    const { container } = show(scene('ready'));
    await open('New version ready');
    await screen.findByText(/Search answers faster/);
    expect(await axeFindings(container)).toEqual([]);
  });
});
