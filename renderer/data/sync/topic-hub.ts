import type { Answer } from '#shared/wire/ack.ts';
import type { FollowResult } from '#shared/wire/socket.ts';
import type { Cursor, Topic } from '#shared/wire/topic.ts';
import type { Connection } from './connection.ts';
import type { Timing } from './timing.ts';
import { type CatchUpAnswer, createTopicFollower, type FollowerParts, type TopicFollower } from './topic-follower.ts';

/** `cursor`: a place to go on from; without one, `reload` says where it stands. */
type Wish = Pick<FollowerParts, 'topic' | 'apply' | 'reload'> & { readonly cursor?: Cursor };

/** All topics this window follows, over one connection. */
export type TopicHub = {
  /** Follows a topic until the returned function is called. */
  readonly follow: (wish: Wish) => { readonly follower: TopicFollower; readonly stop: () => void };
  /** Whether the topics that every window follows are among those followed; before that, nothing is complete. */
  readonly setReady: (ready: boolean) => void;
};

type Parts = {
  readonly connection: Connection;
  readonly catchUp: (topic: Topic, cursor: Cursor) => Promise<CatchUpAnswer>;
  readonly timing: Timing;
};

const MOST_AT_ONCE = 50;
const FOLLOW_TIMEOUT_MS = 10_000;
const AGAIN_MS = 2000;

export function createTopicHub({ connection, catchUp, timing }: Parts): TopicHub {
  const followers = new Map<Topic, TopicFollower>();
  const asked = new Set<Topic>();
  let asking = false;

  let isReady = false;

  const progress = (): void =>
    connection.setComplete(isReady && [...followers.values()].every((follower) => follower.isComplete()));

  /** Asks for what is wished but not yet asked for; wishes of the same moment go in one frame. */
  function askSoon(): void {
    if (asking) return;
    asking = true;
    queueMicrotask(() => {
      asking = false;
      void askNow();
    });
  }

  async function askNow(): Promise<void> {
    const topics = [...followers.keys()].filter((topic) => !asked.has(topic)).slice(0, MOST_AT_ONCE);
    if (topics.length === 0 || !connection.isOpen()) return;
    for (const topic of topics) asked.add(topic);
    const wishes = topics.map((topic) => {
      const cursor = followers.get(topic)?.cursor() ?? undefined;
      return cursor === undefined ? { topic } : { topic, cursor };
    });
    try {
      const answer = (await connection.request('follow', { topics: wishes }, FOLLOW_TIMEOUT_MS)) as Answer<
        FollowResult[]
      >;
      if (!answer.ok) throw new Error(answer.error.code);
      for (const result of answer.data) followers.get(result.topic)?.followed(result);
    } catch {
      for (const topic of topics) asked.delete(topic);
      // With the line gone, the next one asks for everything anyway.
      if (connection.isOpen()) timing.later(AGAIN_MS, askSoon);
      return;
    }
    askSoon();
  }

  connection.listen({
    opened: () => {
      asked.clear();
      askSoon();
      progress();
    },
    closed: () => {
      asked.clear();
      for (const follower of followers.values()) follower.disconnected();
    },
    topic: (envelope) => followers.get(envelope.topic)?.receive(envelope),
    heads: ({ heads }) => {
      for (const head of heads) followers.get(head.topic)?.beat(head);
    },
  });

  return {
    setReady(ready) {
      isReady = ready;
      progress();
    },
    follow(wish) {
      followers.get(wish.topic)?.stop();
      const { cursor, ...parts } = wish;
      const follower = createTopicFollower({
        ...parts,
        catchUp: (cursor) => catchUp(wish.topic, cursor),
        timing,
        onProgress: progress,
      });
      followers.set(wish.topic, follower);
      asked.delete(wish.topic);
      follower.start(cursor);
      askSoon();
      return {
        follower,
        stop() {
          follower.stop();
          if (followers.get(wish.topic) !== follower) return;
          followers.delete(wish.topic);
          asked.delete(wish.topic);
          if (connection.isOpen())
            connection.request('unfollow', { topics: [wish.topic] }, FOLLOW_TIMEOUT_MS).catch(() => undefined);
          progress();
        },
      };
    },
  };
}
