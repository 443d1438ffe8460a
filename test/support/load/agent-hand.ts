import type { DeskClient, ThreadDoor } from '#renderer/data/client/desk-client-types.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput } from '#shared/wire/commands.ts';
import type { Invoke, Line } from '#test/support/history/line.ts';
import { type Counts, waitFor } from './load-client.ts';
import type { Recorder } from './recorder.ts';

type Parts = {
  readonly name: string;
  readonly desk: DeskClient;
  readonly recorder: Recorder;
  readonly random: SeededRandom;
  readonly counts: Counts;
  readonly me: () => string;
  readonly rows: () => InboxRow[];
  readonly isMine: (row: InboxRow) => boolean;
  readonly open: (customerId: string) => ThreadDoor;
  readonly teamIds: readonly string[];
};

/** What an agent does next: decides offers, claims, answers, notes, hands over, passes, takes back, releases. */
export type AgentHand = { readonly actOnce: () => Promise<void> };

type Fence = Pick<Invoke, 'conversationId' | 'epoch' | 'handoffId' | 'text'>;
type Told = {
  item?: { id: string; customerId: string; seq: number };
  conversation?: { id: string; epoch: number; owner: { id: string } };
  handoff?: { id: string; state: string };
};

/** After these nobody knows whether the command took effect; after every other refusal it did not. */
const UNKNOWN = ['hub_unreachable', 'unavailable', 'internal', 'queued'];
const MOST_OWN = 3;
const NO_BRIEF = { wants: [], done: [], promised: [], next: [], identity: [] };

export function createHand({
  name,
  desk,
  recorder,
  random,
  counts,
  me,
  rows,
  isMine,
  open,
  teamIds,
}: Parts): AgentHand {
  let made = 0;

  async function give<N extends AgentCommandName>(command: N, input: CommandInput<N>, fence: Fence): Promise<boolean> {
    const id = `${name}-${++made}`;
    recorder.write({ what: 'invoke', id, command, ...fence });
    const answer = (await desk.send(command, input)) as Answer<Told>;
    recorder.write(tellOf(id, answer));
    return answer.ok;
  }

  const decisions: readonly ((handoff: Handoff) => Promise<void>)[] = [
    (h) => decide('handoff:accept', h, { handoffId: h.id }),
    (h) => decide('handoff:accept', h, { handoffId: h.id }),
    (h) => decide('handoff:accept', h, { handoffId: h.id }),
    (h) => decide('handoff:decline', h, { handoffId: h.id, reason: 'busy' }),
    // Nobody answers: it expires.
    async () => undefined,
  ];

  async function decide<N extends AgentCommandName>(
    command: N,
    { id }: Handoff,
    input: CommandInput<N>,
  ): Promise<void> {
    await give(command, input, { handoffId: id });
  }

  const offersToMe = (): Handoff[] =>
    [...desk.entities.getState().handoffs.values()].filter(
      ({ state, from, to }) => state === 'offered' && from.id !== me() && (to.id === me() || teamIds.includes(to.id)),
    );
  const openHandoffOf = (row: InboxRow): Handoff | undefined =>
    [...desk.entities.getState().handoffs.values()].find(
      (h) => h.conversationId === row.conversationId && (h.state === 'offered' || h.state === 'accepted'),
    );

  async function say(row: InboxRow): Promise<void> {
    const door = open(row.customerId);
    if (!(await waitFor(() => door.view.getState().state === 'ready', isOffline))) return;
    const text = `${name} writes ${made}`;
    const { conversationId, epoch } = row;
    if (random.next() < 0.1) {
      const note = { customerId: row.customerId, conversationId, text };
      if (await give('note:add', note, { conversationId, text })) counts.messages += 1;
      return;
    }
    const seen = { [row.customerId]: door.view.getState().thread.lastSeq };
    const input = { conversationId, epoch, text, seen };
    if (await give('message:send', input, { conversationId, epoch, text })) counts.messages += 1;
    if (random.next() < 0.03) await readBack(row.customerId);
  }

  /** What was acknowledged is there for whoever asks next ([SY1]). */
  async function readBack(customerId: string): Promise<void> {
    try {
      const { customer } = await desk.ask('customer.open', { customerId, limit: 1 });
      recorder.write({ what: 'read', customerId, lastSeq: customer.lastSeq });
    } catch {
      // No line, no answer: nothing was told.
    }
  }

  async function offer(row: InboxRow): Promise<void> {
    const door = open(row.customerId);
    if (!(await waitFor(() => door.view.getState().state === 'ready', isOffline))) return;
    const { conversationId, epoch, customerId } = row;
    const colleagues = [...desk.people.getState().agents.values()].filter((a) => a.id !== me() && a.role === 'agent');
    const teams = [...desk.people.getState().teams.values()];
    const to =
      random.next() < 0.3 && teams.length > 0
        ? { type: 'team' as const, id: random.pick(teams).id }
        : { type: 'agent' as const, id: random.pick(colleagues).id };
    const seq = door.view.getState().thread.lastSeq;
    const wants = seq === 0 ? [] : [{ text: 'Go on where I stopped', items: [{ customerId, seq }] }];
    const kind = to.type === 'agent' && random.next() < 0.25 ? 'warm' : 'cold';
    const input = {
      conversationId,
      epoch,
      to,
      kind,
      brief: { ...NO_BRIEF, wants },
      snapshot: { [customerId]: seq },
    } as const;
    if (await give('handoff:offer', input, { conversationId, epoch })) counts.handoffs += 1;
  }

  async function settleOwn(handoff: Handoff): Promise<void> {
    if (handoff.from.id !== me()) return;
    if (handoff.state === 'accepted' && random.next() < 0.6)
      await decide('handoff:pass', handoff, { handoffId: handoff.id });
    else if (random.next() < 0.15) await decide('handoff:withdraw', handoff, { handoffId: handoff.id });
  }

  const isOffline = (): boolean => desk.connection.view.getState().state === 'offline';

  /** One that waits in a queue of mine, as long as my hands are not full. */
  function freeRow(own: number): InboxRow | null {
    if (own >= MOST_OWN || (own > 0 && random.next() > 0.2)) return null;
    const free = rows().filter((row) => row.owner.type === 'team' && teamIds.includes(row.owner.id));
    return free.length === 0 ? null : random.pick(free);
  }

  async function giveFenced(command: 'conversation:claim' | 'conversation:release', row: InboxRow): Promise<void> {
    const { conversationId, epoch } = row;
    await give(command, { conversationId, epoch }, { conversationId, epoch });
  }

  async function workOn(row: InboxRow): Promise<void> {
    const pending = openHandoffOf(row);
    const chance = random.next();
    if (pending !== undefined && chance < 0.3) await settleOwn(pending);
    else if (pending === undefined && chance < 0.06) await offer(row);
    else if (pending === undefined && chance < 0.07) await giveFenced('conversation:release', row);
    else await say(row);
  }

  async function actOnce(): Promise<void> {
    if (isOffline()) return;
    const [offered] = offersToMe();
    if (offered !== undefined && random.next() < 0.5) return random.pick(decisions)(offered);
    const mine = rows().filter(isMine);
    const free = freeRow(mine.length);
    if (free !== null) await giveFenced('conversation:claim', free);
    else if (mine.length > 0) await workOn(random.pick(mine));
  }

  return { actOnce };
}

function tellOf(id: string, answer: Answer<Told>): Line {
  if (!answer.ok) {
    const { code } = answer.error;
    return UNKNOWN.includes(code) ? { what: 'info', id } : { what: 'fail', id, code };
  }
  const { item, conversation, handoff } = answer.data;
  return {
    what: 'ok',
    id,
    ...(item === undefined ? {} : { item: { id: item.id, customerId: item.customerId, seq: item.seq } }),
    ...(conversation === undefined
      ? {}
      : { owner: { conversationId: conversation.id, epoch: conversation.epoch, owner: conversation.owner.id } }),
    ...(handoff === undefined ? {} : { handoff: { id: handoff.id, state: handoff.state } }),
  };
}
