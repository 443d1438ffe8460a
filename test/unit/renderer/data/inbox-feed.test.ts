import { describe, expect, it } from 'vitest';
import { createInboxFeed } from '#renderer/data/client/inbox-feed.ts';
import type { FollowerParts } from '#renderer/data/sync/topic-follower.ts';
import type { TopicHub } from '#renderer/data/sync/topic-hub.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import { teamTopic } from '#shared/wire/topic.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import { fakeTiming, settle } from '#test/support/fake-timing.ts';

const ME = '00000000-0000-7000-8000-00000000000a';
const TEAM = '00000000-0000-7000-8000-0000000000f1';
const TOPIC = teamTopic(TEAM);

const row = (conversationId: string, epoch: number): InboxRow => ({
  conversationId,
  number: 1,
  customerId: conversationId,
  customerName: '中村',
  channel: 'chat',
  status: 'open',
  section: 'live',
  preview: '',
  owner: { type: 'team', id: TEAM, name: 'Care' },
  teamId: TEAM,
  epoch,
  lastItemAt: '2026-04-01T01:00:00.000Z',
  promises: [],
  priority: 'normal',
  bounces: 0,
});

/** A feed whose hub answers when the test says so, and tells what the test says. */
function feedOf() {
  const wishes = new Map<string, Pick<FollowerParts, 'apply' | 'reload'>>();
  const asked: ((list: unknown) => void)[] = [];
  const topics = {
    follow: (wish: FollowerParts) => {
      wishes.set(wish.topic, wish);
      return { follower: { topic: wish.topic, cursor: () => null }, stop: () => undefined };
    },
    setReady: () => undefined,
  } as unknown as TopicHub;
  const timing = fakeTiming();
  const ignore = () => undefined;
  const feed = createInboxFeed({
    ask: () => new Promise((resolve) => asked.push(resolve as (list: unknown) => void)),
    topics,
    timing,
    onHandoff: ignore,
    onCall: ignore,
    onCallbacks: ignore,
    onWork: ignore,
    onSilence: ignore,
    onSurveyLow: ignore,
    onEscalation: ignore,
    onHeld: ignore,
  });
  feed.start({ agentId: ME, teamIds: [TEAM] });
  feed.load('team');
  return {
    feed,
    timing,
    /** Questions that the hub has not answered. */
    waiting: () => asked.length,
    tell: (version: number, event: TopicEvent) =>
      wishes.get(TOPIC)?.apply({ topic: TOPIC, generation: 'g', version, at: '2026-04-01T01:00:00.000Z', event }),
    async answer(version: number, rows: readonly InboxRow[]) {
      const heads = [{ topic: TOPIC, generation: 'g', version }];
      asked.shift()?.({ rows, offers: [], counts: { team: rows.length }, heads });
      await settle();
    },
  };
}

describe('the inbox', () => {
  it('[SY3] is not set back by a list that is older than what was told while it was on its way', async () => {
    const { feed, tell, answer } = feedOf();
    tell(5, { type: 'rows_changed', rows: [row('a', 3), row('b', 1)], gone: [] });
    tell(6, { type: 'rows_changed', rows: [], gone: ['b'] });
    await answer(4, [row('a', 2), row('b', 1), row('c', 1)]);
    const { rows, counts } = feed.store.getState();
    expect([...rows.values()].map(({ conversationId, epoch }) => [conversationId, epoch])).toEqual([
      ['a', 3],
      ['c', 1],
    ]);
    expect(counts.team).toBe(2);
  });

  it('asks for the counts again when rows were told while they were on their way', async () => {
    const { feed, tell, answer, timing, waiting } = feedOf();
    await answer(4, [row('a', 1)]);
    tell(5, { type: 'rows_changed', rows: [row('b', 1)], gone: [] });
    await timing.advance(2000);
    // On the way: it was made before b was gone, and does not know it.
    tell(6, { type: 'rows_changed', rows: [], gone: ['b'] });
    await answer(5, [row('a', 1), row('b', 1)]);
    expect(waiting()).toBe(0);
    await timing.advance(2000);
    expect(waiting()).toBe(1);
    await answer(6, [row('a', 1)]);
    expect(feed.store.getState().counts.team).toBe(1);
    await timing.advance(10_000);
    expect(waiting()).toBe(0);
  });

  it('does not undo a list by what was told before it was made', async () => {
    const { feed, tell, answer } = feedOf();
    tell(5, { type: 'rows_changed', rows: [], gone: ['a'] });
    await answer(6, [row('a', 4)]);
    expect([...feed.store.getState().rows.keys()]).toEqual(['a']);
  });
});
