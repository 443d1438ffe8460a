import type { Cursor, Head, Topic } from '#shared/wire/topic.ts';
import type { Envelope, TopicEvent } from '#shared/wire/topic-event.ts';

const KEPT_EVENTS = 256;

/**
 * Team topics live in memory: derived state, versioned by whoever publishes it ([TL2]). Each has a generation of its own,
 * so that a cursor of another process, or of a topic that was let go, is answered `reload`.
 */
export type TeamTopics = {
  /** Begins the topic when it is not there. */
  readonly head: (topic: Topic) => Head;
  readonly exists: (topic: Topic) => boolean;
  /** Gives the event its version and keeps it for who is briefly behind. */
  readonly append: (topic: Topic, event: TopicEvent, at: string) => Envelope;
  /** Events after the cursor, or null when they are not all here any more. */
  readonly after: (topic: Topic, cursor: Cursor, limit: number) => Envelope[] | null;
  /** Lets a topic go that nobody follows; the next follower begins a new generation. */
  readonly forget: (topic: Topic) => void;
};

export function createTeamTopics(newGeneration: () => string): TeamTopics {
  type State = { readonly generation: string; version: number; readonly events: Envelope[] };
  const topics = new Map<Topic, State>();

  function stateOf(topic: Topic): State {
    let state = topics.get(topic);
    if (state === undefined) {
      state = { generation: newGeneration(), version: 0, events: [] };
      topics.set(topic, state);
    }
    return state;
  }

  return {
    head(topic) {
      const { generation, version } = stateOf(topic);
      return { topic, generation, version };
    },
    exists: (topic) => topics.has(topic),
    append(topic, event, at) {
      const state = stateOf(topic);
      state.version += 1;
      const envelope: Envelope = { topic, generation: state.generation, version: state.version, at, event };
      state.events.push(envelope);
      if (state.events.length > KEPT_EVENTS) state.events.shift();
      return envelope;
    },
    after(topic, cursor, limit) {
      const state = stateOf(topic);
      if (cursor.generation !== state.generation || cursor.version > state.version) return null;
      if (state.version - cursor.version > state.events.length) return null;
      return state.events.filter((envelope) => envelope.version > cursor.version).slice(0, limit);
    },
    forget: (topic) => topics.delete(topic),
  };
}
