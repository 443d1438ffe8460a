import { createDeskClient } from '#renderer/data/client/desk-client.ts';
import type { DeskClient, ThreadDoor } from '#renderer/data/client/desk-client-types.ts';
import { createSession } from '#renderer/data/session.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import { inInboxTab } from '#shared/domain/inbox.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import type { Owned, SeenItem } from '#test/support/history/line.ts';
import { type AgentHand, createHand } from './agent-hand.ts';
import { type Counts, type LoadClient, type LoadParts, type Now, pause, waitFor } from './load-client.ts';
import { signInDoor } from './sign-in-door.ts';

type Parts = LoadParts & { readonly password: string; readonly teamIds: readonly string[] };

/** Threads open at once, as somebody with a busy day has them. */
const MOST_OPEN = 6;

/** An agent at the desk: the window's own data side, and somebody who works the inbox by hand. */
export function startDeskAgent({ url, name, password, recorder, random, paceMs, teamIds }: Parts): LoadClient {
  const counts: Counts = { messages: 0, handoffs: 0 };
  const session = createSession(signInDoor(url, name, password));
  const desk = createDeskClient({ session, baseUrl: async () => url, locale: () => 'en' });
  const doors = new Map<string, ThreadDoor>();
  let talking = false;
  let acting: Promise<void> = Promise.resolve();

  session.start();
  const unsubscribe = session.view.subscribe(({ agent }, before) => {
    if (agent !== null && before.agent === null) recorder.write({ what: 'hello', role: 'agent', id: agent.id });
  });
  desk.start();
  for (const tab of ['mine', 'team', 'all'] as const) desk.inbox.load(tab);
  watchOwners(desk, (owned) => recorder.write({ what: 'held', ...owned }));

  const me = (): string => session.view.getState().agent?.id ?? '';
  /** What stands in one of the lists; the window may know of more. */
  const rows = (): InboxRow[] =>
    [...desk.inbox.store.getState().rows.values()].filter((row) => inInboxTab(row, 'all', { agentId: me(), teamIds }));
  const isMine = (row: InboxRow): boolean => row.owner.id === me() && row.status !== 'resolved';

  function open(customerId: string): ThreadDoor {
    const door = doors.get(customerId) ?? desk.openThread(customerId);
    doors.delete(customerId);
    doors.set(customerId, door);
    const own = new Set(
      rows()
        .filter(isMine)
        .map((row) => row.customerId),
    );
    for (const [id, old] of doors) {
      if (doors.size <= MOST_OPEN) break;
      if (own.has(id) || id === customerId) continue;
      doors.delete(id);
      old.close();
    }
    return door;
  }

  const hand: AgentHand = createHand({ desk, recorder, random, counts, me, rows, isMine, open, teamIds, name });

  async function work(): Promise<void> {
    while (talking) {
      acting = hand.actOnce().catch((error: unknown) => {
        process.stderr.write(`${name}: ${String(error)}\n`);
      });
      await acting;
      await pause(random.int(Math.ceil(paceMs / 2), Math.ceil(paceMs * 1.5)));
    }
  }

  const shown = (): Owned[] => {
    const owned = new Map(
      rows().map((r) => [r.conversationId, { conversationId: r.conversationId, epoch: r.epoch, owner: r.owner.id }]),
    );
    for (const { id, epoch, owner, customerId } of desk.entities.getState().conversations.values()) {
      if (doors.has(customerId)) owned.set(id, { conversationId: id, epoch, owner: owner.id });
    }
    return [...owned.values()];
  };

  /** Which part of the window shows an owner, for whoever looks for the reason. */
  const where = ({ conversationId }: Owned) => ({
    row: desk.inbox.store.getState().rows.get(conversationId)?.epoch,
    team: desk.inbox.store.getState().rows.get(conversationId)?.teamId,
    teams: teamIds,
    thread: desk.entities.getState().conversations.get(conversationId)?.epoch,
  });

  return {
    name,
    counts,
    ready: waitFor(() => desk.connection.view.getState().state === 'connected').then(() => undefined),
    talk() {
      talking = true;
      void work();
    },
    async quiet() {
      talking = false;
      await acting;
    },
    lacks(now: Now) {
      const { state } = desk.connection.view.getState();
      if (state !== 'connected') return `${name} is ${state}`;
      for (const [customerId, door] of doors) {
        const { lastSeq, customerId: of } = door.view.getState().thread;
        if (lastSeq !== now.seqs[of]) return `${name} has ${customerId} at ${lastSeq}, not ${now.seqs[customerId]}`;
      }
      const mine = Object.entries(now.conversations).filter(([, { owner }]) => owner === me()).length;
      if (rows().filter(isMine).length !== mine) return `${name} shows ${rows().filter(isMine).length} of ${mine} own`;
      const old = shown().find((o) => now.conversations[o.conversationId]?.epoch !== o.epoch);
      return old === undefined ? null : `${name} shows ${JSON.stringify({ ...old, ...where(old) })}`;
    },
    showScreen() {
      const owners = shown();
      for (const [customerId, door] of doors) {
        const { items, older } = door.view.getState().thread;
        const seen = items.map((item): SeenItem => {
          const place = { customerId: item.customerId, seq: item.seq };
          return isHidden(item) ? place : { ...place, id: item.id };
        });
        recorder.write({ what: 'screen', customerId, whole: !older, items: seen, owners });
      }
    },
    stop() {
      unsubscribe();
      desk.stop();
    },
  };
}

/** Every change of what the window holds for the owner of a conversation. */
function watchOwners(desk: DeskClient, on: (owned: Owned) => void): void {
  const held = new Map<string, number>();
  desk.entities.subscribe(({ conversations }) => {
    for (const { id, epoch, owner } of conversations.values()) {
      if (held.get(id) === epoch) continue;
      held.set(id, epoch);
      on({ conversationId: id, epoch, owner: owner.id });
    }
  });
}
