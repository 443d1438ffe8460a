import type { QueryOutput } from '#shared/wire/queries.ts';
import type { FollowResult } from '#shared/wire/socket.ts';
import type { Cursor, Head, Topic } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { asWireError } from './hub-error.ts';
import { backoffMs, type Timing } from './timing.ts';

export type CatchUpAnswer = QueryOutput<'topic.catch-up'>;

export type FollowerParts = {
  readonly topic: Topic;
  /** Takes one event, in the order of versions, each once. */
  readonly apply: (envelope: Envelope) => void;
  /** Fetches the topic's state anew and gives the place it is of; called again whenever the hub says `reload`. */
  readonly reload: () => Promise<Cursor>;
  readonly catchUp: (cursor: Cursor) => Promise<CatchUpAnswer>;
  readonly timing: Timing;
  /** Something changed about `isComplete`. */
  readonly onProgress: () => void;
};

/** Follows one topic without gaps, doubles or disorder ([SY3]); knows nothing of sockets. */
export type TopicFollower = {
  readonly topic: Topic;
  readonly cursor: () => Cursor | null;
  /** Nothing is missing, as far as the hub has said. */
  readonly isComplete: () => boolean;
  /** Fetches the first state, unless a place to go on from is given. */
  readonly start: (cursor?: Cursor) => void;
  readonly receive: (envelope: Envelope) => void;
  /** A head beaten out: so a lost last event is noticed. */
  readonly beat: (head: Head) => void;
  readonly followed: (result: FollowResult) => void;
  readonly disconnected: () => void;
  readonly stop: () => void;
};

/** What waits for a gap to close; beyond it, fetching anew is cheaper. */
const MOST_BUFFERED = 2000;
/** A head may overtake its event's push; this much later the event is missing. */
const OVERTAKING_MS = 1000;

export function createTopicFollower({
  topic,
  apply,
  reload,
  catchUp,
  timing,
  onProgress,
}: FollowerParts): TopicFollower {
  let cursor: Cursor | null = null;
  const buffer = new Map<number, Envelope>();
  let working: 'reload' | 'catch_up' | null = null;
  let following = false;
  let refused = false;
  let stopped = false;
  // The newest version heard of; behind it, something is missing or on its way.
  let heard = 0;
  let followedAt: Head | null = null;
  let failures = 0;
  let job = 0;
  let cancelRetry: () => void = () => undefined;
  let cancelCheck: (() => void) | null = null;

  const isBehind = (): boolean => cursor === null || cursor.version < heard;

  function moved(to: Cursor): void {
    cursor = to;
    heard = Math.max(heard, to.version);
  }

  /** Applies what has become next in line. */
  function drain(): void {
    while (cursor !== null) {
      const next = buffer.get(cursor.version + 1);
      if (next === undefined) break;
      buffer.delete(next.version);
      moved({ generation: next.generation, version: next.version });
      apply(next);
    }
    if (cursor !== null) for (const version of buffer.keys()) if (version <= cursor.version) buffer.delete(version);
  }

  function receive(envelope: Envelope): void {
    if (stopped) return;
    if (cursor === null || working === 'reload') {
      // Not known yet where it belongs; more than this and the state's own head tells of the gap.
      if (buffer.size > MOST_BUFFERED) buffer.clear();
      buffer.set(envelope.version, envelope);
      return;
    }
    if (envelope.generation !== cursor.generation) {
      startReload();
      return;
    }
    if (envelope.version <= cursor.version) return;
    heard = Math.max(heard, envelope.version);
    buffer.set(envelope.version, envelope);
    drain();
    if (buffer.size > MOST_BUFFERED) startReload();
    else if (buffer.size > 0) startCatchUp();
    onProgress();
  }

  function startReload(): void {
    if (stopped || working === 'reload') return;
    const mine = begin('reload');
    cursor = null;
    heard = 0;
    buffer.clear();
    onProgress();
    reload().then(
      (place) => {
        if (stopped || mine !== job) return;
        working = null;
        failures = 0;
        // What came while the state was fetched may be newer than it, or of the generation before it.
        for (const [version, envelope] of buffer) if (envelope.generation !== place.generation) buffer.delete(version);
        // What was committed between the state and the following was not pushed; the answer to `follow` tells of it.
        const told = followedAt?.generation === place.generation ? followedAt.version : 0;
        heard = Math.max(place.version, told, ...buffer.keys());
        moved(place);
        drain();
        if (isBehind()) startCatchUp();
        onProgress();
      },
      (error: unknown) => failed(mine, error, startReload),
    );
  }

  function startCatchUp(): void {
    // One at a time; events that come meanwhile wait in the buffer.
    if (stopped || working !== null || cursor === null) return;
    const from = cursor;
    const mine = begin('catch_up');
    onProgress();
    catchUp(from).then(
      (answer) => {
        if (stopped || mine !== job) return;
        working = null;
        if (answer.mode === 'reload') startReload();
        else takeCaughtUp(mine, from, answer);
      },
      (error: unknown) => failed(mine, error, startCatchUp),
    );
  }

  function takeCaughtUp(mine: number, from: Cursor, answer: Extract<CatchUpAnswer, { mode: 'events' }>): void {
    for (const envelope of answer.events) if (envelope.version > from.version) buffer.set(envelope.version, envelope);
    heard = Math.max(heard, answer.head.version);
    drain();
    const progress = cursor !== null && cursor.version > from.version;
    if (progress) failures = 0;
    if (isBehind() && progress) startCatchUp();
    // The hub knows of more but did not give it: ask again, but not at once, and after that fetch anew.
    else if (isBehind()) failed(mine, null, failures < 3 ? startCatchUp : startReload);
    onProgress();
  }

  /** One thing at a time; what an earlier one still brings is not looked at. */
  function begin(what: 'reload' | 'catch_up'): number {
    working = what;
    cancelRetry();
    job += 1;
    return job;
  }

  function failed(mine: number, error: unknown, again: () => void): void {
    if (stopped || mine !== job) return;
    working = null;
    const wire = error === null ? null : asWireError(error);
    if (wire?.code === 'forbidden' || wire?.code === 'not_found') refused = true;
    else cancelRetry = timing.later(backoffMs(failures++, timing.random), again);
    onProgress();
  }

  /** Gives a push that is on its way the time to arrive before it counts as lost. */
  function checkSoon(): void {
    if (cancelCheck !== null || !isBehind()) return;
    cancelCheck = timing.later(OVERTAKING_MS, () => {
      cancelCheck = null;
      if (isBehind()) startCatchUp();
    });
  }

  return {
    topic,
    cursor: () => cursor,
    isComplete: () => refused || (following && working === null && cursor !== null && buffer.size === 0 && !isBehind()),
    start(from) {
      if (from === undefined) startReload();
      else moved(from);
    },
    receive,
    beat(head) {
      if (stopped || cursor === null || working !== null) return;
      if (head.generation !== cursor.generation || head.version < cursor.version) return startReload();
      heard = Math.max(heard, head.version);
      checkSoon();
    },
    followed(result) {
      if (stopped) return;
      following = true;
      refused = result.mode === 'refused';
      followedAt = result.head ?? null;
      if (result.head !== undefined && result.head.generation === cursor?.generation)
        heard = Math.max(heard, result.head.version);
      // A state being fetched is newer than the answer; it says itself where it stands.
      // Without a place to go on from the answer is always `reload`: a state that came meanwhile is as good as another.
      const isOld = result.mode === 'reload' && cursor !== null && cursor.generation !== result.head?.generation;
      if (isOld) startReload();
      else if (result.mode !== 'refused' && cursor !== null && isBehind()) startCatchUp();
      onProgress();
    },
    disconnected() {
      following = false;
      onProgress();
    },
    stop() {
      stopped = true;
      cancelRetry();
      cancelCheck?.();
      buffer.clear();
    },
  };
}
