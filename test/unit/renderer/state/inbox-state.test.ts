import { describe, expect, it } from 'vitest';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import {
  applyInboxEvent,
  EMPTY_INBOX,
  type InboxState,
  knowsRows,
  openOffers,
  rowsOfTab,
  tabExtended,
  tabFailed,
  tabLoaded,
  tabLoading,
} from '#renderer/state/inbox-state.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { type Head, inboxTopic, teamTopic } from '#shared/wire/topic.ts';

const me = 'a0000000-0000-7000-8000-000000000001';
const other = 'a0000000-0000-7000-8000-000000000002';
const team = 'b0000000-0000-7000-8000-000000000001';
const elsewhere = 'b0000000-0000-7000-8000-000000000002';
const reader = { agentId: me, teamIds: [team] };

function row(id: string, over: Partial<InboxRow> = {}): InboxRow {
  return {
    conversationId: id,
    number: 1,
    customerId: id,
    customerName: '佐藤',
    channel: 'chat',
    status: 'open',
    section: 'needs_reply',
    preview: '',
    owner: { type: 'team', id: team, name: 'Team' },
    teamId: team,
    epoch: 1,
    lastItemAt: '2026-04-01T01:00:00.000Z',
    promises: [],
    priority: 'normal',
    bounces: 0,
    ...over,
  };
}
const mine = (id: string, over: Partial<InboxRow> = {}) =>
  row(id, { owner: { type: 'agent', id: me, name: 'Me' }, epoch: 2, ...over });
const list = (rows: InboxRow[], next?: string, heads: Head[] = []) => ({
  rows,
  counts: { mine: 0, team: 1, all: 1 },
  offers: [],
  heads,
  ...(next === undefined ? {} : { next }),
});
const at = (topic: string, version: number, generation = 'g'): Head => ({ topic, generation, version });
let version = 100;
const changed = (state: InboxState, topic: string, rows: InboxRow[], gone: string[] = []) => {
  version += 1;
  return applyInboxEvent(state, at(topic, version), { type: 'rows_changed', rows, gone }, reader);
};
const ids = (state: InboxState, tab: 'mine' | 'team' | 'all') =>
  rowsOfTab(state, tab, reader).map(({ conversationId }) => conversationId);
const loaded = tabLoaded(EMPTY_INBOX, 'team', list([row('c1')]), reader);

it('[CV2] a claim moves a row and its counts, whichever topic tells it first', () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const steps = [
      (s: InboxState) => changed(s, inboxTopic(me), [mine('c1')]),
      (s: InboxState) => changed(s, teamTopic(team), [mine('c1')]),
    ];
    const state = order.reduce((s, n) => (steps[n] as (s: InboxState) => InboxState)(s), loaded);
    expect([ids(state, 'team'), ids(state, 'mine')]).toEqual([[], ['c1']]);
    expect(state.counts).toMatchObject({ mine: 1, team: 0, all: 1 });
  }
});

it('a row that went to somebody else leaves mine and stays with the team, in either order', () => {
  const owned = changed(loaded, inboxTopic(me), [mine('c1')]);
  const theirs = row('c1', { owner: { type: 'agent', id: other, name: 'Other' }, epoch: 3 });
  const teamFirst = changed(changed(owned, teamTopic(team), [theirs]), inboxTopic(me), [], ['c1']);
  const mineFirst = changed(changed(owned, inboxTopic(me), [], ['c1']), teamTopic(team), [theirs]);
  for (const state of [teamFirst, mineFirst]) {
    expect([ids(state, 'mine'), ids(state, 'all')]).toEqual([[], ['c1']]);
    expect(state.counts).toMatchObject({ mine: 0, all: 1 });
  }
});

it('a row that went to another team leaves, and one that is mine stays though its team lost it', () => {
  const moved = changed(loaded, teamTopic(team), [], ['c1']);
  expect([ids(moved, 'all'), moved.counts.team]).toEqual([[], 0]);
  const owned = changed(loaded, inboxTopic(me), [mine('c1', { teamId: elsewhere })]);
  expect(ids(changed(owned, teamTopic(team), [], ['c1']), 'mine')).toEqual(['c1']);
});

it('an older state of a row does not undo a newer one', () => {
  const state = changed(changed(loaded, inboxTopic(me), [mine('c1')]), teamTopic(team), [row('c1')]);
  expect(ids(state, 'mine')).toEqual(['c1']);
});

describe('of two states of a row of one owner', () => {
  const [mineTopic, theirs] = [inboxTopic(me), teamTopic(team)];
  const said = (preview: string, minute: number) =>
    mine('c1', {
      preview,
      lastItemAt: `2026-04-01T0${minute < 60 ? 1 : 2}:${`${minute % 60}`.padStart(2, '0')}:00.000Z`,
    });
  const tell = (state: InboxState, place: Head, told: InboxRow) =>
    applyInboxEvent(state, place, { type: 'rows_changed', rows: [told], gone: [] }, reader);
  const shown = (state: InboxState) => state.rows.get('c1')?.preview;
  const listed = tabLoaded(
    EMPTY_INBOX,
    'mine',
    list([said('before', 60)], undefined, [at(mineTopic, 10), at(theirs, 20)]),
    reader,
  );

  it('the one that a topic tells later stands, though the hub’s clock was set back an hour', () => {
    for (const [first, second] of [
      [at(mineTopic, 11), at(theirs, 21)],
      [at(theirs, 21), at(mineTopic, 11)],
    ] as const) {
      let state = tell(tell(listed, first, said('one', 1)), second, said('one', 1));
      expect(shown(state)).toBe('one');
      state = tell(state, { ...first, version: first.version + 1 }, said('two', 2));
      state = tell(state, { ...second, version: second.version + 1 }, said('two', 2));
      state = tell(state, { ...second, version: second.version + 2 }, said('three', 3));
      expect(shown(state)).toBe('three');
    }
  });

  it('what a topic tells behind another is not put over it', () => {
    const ahead = tell(listed, at(mineTopic, 12), said('two', 62));
    expect(shown(tell(ahead, at(theirs, 21), said('one', 61)))).toBe('two');
    expect(shown(tell(ahead, at(theirs, 22), said('two', 62)))).toBe('two');
  });

  it('what a list has told already is not told again by what comes late', () => {
    expect(shown(tell(listed, at(mineTopic, 10), said('late', 60)))).toBe('before');
    expect(shown(tell(listed, at(mineTopic, 1, 'another'), said('anew', 1)))).toBe('anew');
  });
});

it('a promise stays in its tab when the conversation is resolved or back in the queue of one’s team', () => {
  const due = { id: 'p', conversationId: 'c1', customerId: 'c1', text: '', dueAt: '2026-04-01T03:00:00.000Z' };
  const promises = [{ ...due, state: 'open' as const }];
  const rows = [
    mine('done', { promises, status: 'resolved', section: 'resolved' }),
    row('queued', { promises }),
    row('theirs', { promises, owner: { type: 'agent', id: other, name: '' } }),
    mine('nothing'),
  ];
  const state = changed(EMPTY_INBOX, teamTopic(team), rows);
  expect(rowsOfTab(state, 'promises', reader).map(({ conversationId }) => conversationId)).toEqual(['queued', 'done']);
  expect(state.counts.promises).toBe(2);
});

it('a resolved row leaves every tab', () => {
  const owned = changed(loaded, inboxTopic(me), [mine('c1')]);
  const state = changed(owned, inboxTopic(me), [mine('c1', { status: 'resolved', section: 'resolved' })]);
  expect([ids(state, 'mine'), ids(state, 'all'), state.counts.mine]).toEqual([[], [], 0]);
});

it('rows stand by section, then by what is due first, then by priority', () => {
  const rows = [
    mine('later', { due: { kind: 'reply', at: '2026-04-01T03:00:00.000Z' } }),
    mine('sooner', { due: { kind: 'reply', at: '2026-04-01T02:00:00.000Z' } }),
    mine('none'),
    mine('urgent', { priority: 'urgent' }),
    mine('live', { section: 'live' }),
    mine('snoozed', { section: 'snoozed', status: 'snoozed' }),
  ];
  expect(ids(tabLoaded(EMPTY_INBOX, 'mine', list(rows), reader), 'mine')).toEqual([
    'live',
    'sooner',
    'later',
    'urgent',
    'none',
    'snoozed',
  ]);
});

it('a tab fetched anew loses what is no longer in it; a further page adds', () => {
  const two = tabExtended(tabLoaded(EMPTY_INBOX, 'team', list([row('c1')], 'next'), reader), 'team', list([row('c2')]));
  expect(ids(two, 'team')).toEqual(['c1', 'c2']);
  expect(two.tabs.team).toEqual({ state: 'ready', next: null });
  expect(ids(tabLoaded(two, 'team', list([row('c2')]), reader), 'team')).toEqual(['c2']);
});

it('what is shown stays shown while it is fetched again or cannot be', () => {
  expect(tabLoading(EMPTY_INBOX, 'mine').tabs.mine).toEqual({ state: 'loading' });
  expect(tabFailed(EMPTY_INBOX, 'mine', wireError('unavailable', 'en')).tabs.mine?.state).toBe('error');
  expect(tabFailed(tabLoading(loaded, 'team'), 'team', wireError('unavailable', 'en')).tabs.team?.state).toBe('ready');
});

it('says whether the counts need asking for', () => {
  expect(knowsRows(loaded, { type: 'rows_changed', rows: [row('c1')], gone: [] })).toBe(true);
  expect(knowsRows(loaded, { type: 'rows_changed', rows: [row('c9')], gone: [] })).toBe(false);
});

it('[HO2] offers to me and my teams stand until they are decided; my own and others’ never do', () => {
  const offer = (id: string, to: Handoff['to'], over: Partial<Handoff> = {}) =>
    ({
      id,
      state: 'offered',
      to,
      from: { type: 'agent', id: other, name: '' },
      expiresAt: `2026-04-01T01:0${id}:00.000Z`,
      ...over,
    }) as Handoff;
  const hear = (state: InboxState, handoff: Handoff) =>
    applyInboxEvent(state, at(inboxTopic(me), 1), { type: 'offer_changed', handoff }, reader);
  const agentMe = { type: 'agent', id: me, name: '' } as const;
  let state = EMPTY_INBOX;
  for (const handoff of [
    offer('3', agentMe),
    offer('1', { type: 'team', id: team, name: '' }),
    offer('2', { type: 'team', id: elsewhere, name: '' }),
    offer('4', { type: 'team', id: team, name: '' }, { from: agentMe }),
  ]) {
    state = hear(state, handoff);
  }
  expect(openOffers(state).map(({ id }) => id)).toEqual(['1', '3']);
  expect(openOffers(hear(state, offer('3', agentMe, { state: 'expired' }))).map(({ id }) => id)).toEqual(['1']);
});
