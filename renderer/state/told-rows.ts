import type { InboxRow } from '#shared/domain/conversation.ts';
import type { Cursor, Head, Topic } from '#shared/wire/topic.ts';

/** Up to which place of which topics a row tells: each of those topics has told this state of it, or a later one. */
export type ToldUpTo = ReadonlyMap<Topic, Cursor>;

type State = Pick<InboxRow, 'epoch' | 'lastItemAt'>;

const NOWHERE: ToldUpTo = new Map();

/**
 * Whether what a topic tells of a row is the state in hand or a later one. The owner’s epoch decides; then the topic’s own
 * order, if it has told this state too: the hub’s clock may be set back. Only where one topic has told nothing of what
 * another has, the time of the last item decides.
 */
export function isNews(before: State, after: State, told: ToldUpTo | undefined, at: Head): boolean {
  if (before.epoch !== after.epoch) return after.epoch > before.epoch;
  const known = told?.get(at.topic);
  if (known === undefined) return before.lastItemAt <= after.lastItemAt;
  return known.generation !== at.generation || at.version > known.version;
}

/** Up to where a row tells, once this was told of it; `before` is what stood there. */
export function toldAt(before: State | undefined, after: State, told: ToldUpTo | undefined, at: Head): ToldUpTo {
  const isSame = before?.epoch === after.epoch && before.lastItemAt === after.lastItemAt;
  const { generation, version } = at;
  return new Map([...((isSame ? told : undefined) ?? NOWHERE), [at.topic, { generation, version }]]);
}

/** Up to where the rows of a list tell. */
export const toldBy = (heads: readonly Head[]): ToldUpTo =>
  new Map(heads.map(({ topic, generation, version }) => [topic, { generation, version }]));
