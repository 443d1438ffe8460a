import type { Deps } from '#server/deps.ts';
import { readPresences } from '#server/domains/presence/presence.repository.ts';
import { markConnected, markDisconnected } from '#server/domains/presence/presence.service.ts';
import { toError } from '#shared/lib/assert.ts';
import {
  addHubAgents,
  agentsNowhere,
  cutOffAmong,
  isElsewhere,
  removeHubAgents,
} from './hubs/hub-agents.repository.ts';
import { inSlices } from './in-slices.ts';
import type { PeopleListener } from './publisher.ts';
import { type AgentNamespace, agentRoom } from './sockets.ts';

type Parts = {
  readonly deps: Pick<Deps, 'db' | 'clock' | 'publisher' | 'logger'>;
  readonly hubId: string;
  /** How long a window may be gone before its agent counts as disconnected, milliseconds. */
  readonly graceMs: number;
  /** Their offers end, their conversations are looked after. Errors are logged. */
  readonly onAgentGone: (agentId: string) => Promise<void>;
};

export type PresenceWatch = Pick<PeopleListener, 'presenceSet' | 'loadMayHaveChanged'> & {
  readonly arrived: (agentId: string) => void;
  readonly left: (agentId: string) => void;
  /** A hub is gone, or this one has just come: whoever has no window anywhere has the grace to come back. */
  readonly lookForAbsent: () => void;
  /** Says again who has windows here. */
  readonly sayAgain: () => void;
  readonly stop: () => void;
};

/** Loads that may have changed are read together, at most this often. */
const SIGNAL_MS = 1000;
/** Who comes and goes within this time is written down together. */
const GATHER_MS = 25;
/** What the database did not take is tried again then. */
const AGAIN_MS = 1000;

/**
 * Corrects what people say of themselves by facts, and tells everyone of presence and load as they change. Which agents
 * have windows at which hub stands in the database, so that who has one at another hub is not gone ([SY7]).
 */
export function watchPresence(agents: AgentNamespace, { deps, hubId, graceMs, onAgentGone }: Parts): PresenceWatch {
  const { db } = deps;
  const leaving = new Map<string, NodeJS.Timeout>();
  const moved = new Set<string>();
  const marked = new Map<string, 'set' | 'load'>();
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | null = null;
  let isSoon = false;
  let telling = false;
  let gathering: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let stopped = false;

  const isHere = (agentId: string): boolean => (agents.adapter.rooms.get(agentRoom(agentId))?.size ?? 0) > 0;
  const warn = (what: string) => (error: unknown) => deps.logger.warn({ reason: toError(error).message }, what);

  /** `again`: the last try may have marked them and failed only then. */
  async function goneForGood(agentId: string, again: boolean): Promise<void> {
    if (stopped) return;
    if (isHere(agentId) || (await isElsewhere(db, hubId, agentId))) return again ? giveBack([agentId]) : undefined;
    await markDisconnected(deps, agentId);
    // Between the look and the mark they may have come back, here or elsewhere; who came after it sees the mark.
    if (isHere(agentId) || (await isElsewhere(db, hubId, agentId))) return giveBack([agentId]);
    await onAgentGone(agentId);
  }

  async function giveBack(agentIds: readonly string[]): Promise<void> {
    for (const { id, earlier } of await cutOffAmong(db, agentIds)) await markConnected(deps, id, earlier);
  }

  /** Who came and went since the last time, one after the other: what is written is what was so last. */
  function gather(agentIds: readonly string[], afterMs = GATHER_MS): void {
    if (stopped) return;
    for (const agentId of agentIds) moved.add(agentId);
    gathering ??= setTimeout(() => {
      gathering = null;
      const ids = [...moved];
      moved.clear();
      writing = writing
        .then(() => write(ids))
        .catch((error) => {
          warn('could not write down who is here')(error);
          gather(ids, AGAIN_MS);
        });
    }, afterMs).unref();
  }

  async function write(ids: readonly string[]): Promise<void> {
    if (stopped) return;
    const here = ids.filter(isHere);
    const gone = ids.filter((id) => !isHere(id));
    if (here.length > 0) await addHubAgents(db, hubId, here);
    if (gone.length > 0) await removeHubAgents(db, hubId, gone);
    // After the row: whoever marks them as gone from now on sees it.
    await giveBack(here);
  }

  function startLeaving(agentId: string, again = false): void {
    if (stopped) return;
    clearTimeout(leaving.get(agentId));
    const wait = setTimeout(
      () => {
        leaving.delete(agentId);
        goneForGood(agentId, again).catch((error) => {
          warn('could not mark an agent as gone')(error);
          // They may have come and left once more meanwhile: that look is as good.
          if (!leaving.has(agentId)) startLeaving(agentId, true);
        });
      },
      again ? AGAIN_MS : graceMs,
    );
    wait.unref();
    leaving.set(agentId, wait);
  }

  function mark(agentId: string, why: 'set' | 'load'): void {
    if (stopped) return;
    if (why === 'set' || !marked.has(agentId)) marked.set(agentId, why);
    plan(why === 'set');
  }

  /** One round at a time: what changes during one is told together in the next, and to everybody in the same order. */
  function plan(soon: boolean): void {
    if (stopped || telling || (timer !== null && (isSoon || !soon))) return;
    if (timer !== null) clearTimeout(timer);
    isSoon = soon;
    timer = setTimeout(
      () => {
        timer = null;
        void tellMarked();
      },
      soon ? 0 : SIGNAL_MS,
    ).unref();
  }

  async function tellMarked(): Promise<void> {
    telling = true;
    await signal().catch(warn('could not tell of presence'));
    telling = false;
    if (marked.size > 0) plan([...marked.values()].includes('set'));
  }

  async function signal(): Promise<void> {
    const batch = new Map(marked);
    marked.clear();
    const news = (await readPresences(db, [...batch.keys()])).filter((presence) => {
      const text = JSON.stringify(presence);
      if (batch.get(presence.agentId) === 'load' && told.get(presence.agentId) === text) return false;
      told.set(presence.agentId, text);
      return true;
    });
    const [first] = news;
    if (first === undefined) return;
    await inSlices(agents.sockets, (slice) => {
      // Encoded once for a slice.
      const them = agents.to(slice.map(({ id }) => id));
      if (news.length === 1) them.emit('presence', first);
      else them.emit('presences', news);
    });
  }

  function lookForAbsent(): void {
    agentsNowhere(db)
      .then((ids) => {
        for (const id of ids) if (!stopped && !isHere(id) && !leaving.has(id)) startLeaving(id);
      })
      .catch((error) => {
        warn('could not read who was here')(error);
        if (!stopped) setTimeout(lookForAbsent, AGAIN_MS).unref();
      });
  }

  // After a restart: whoever was here and does not come back is gone.
  lookForAbsent();

  return {
    presenceSet: (agentId) => mark(agentId, 'set'),
    loadMayHaveChanged: (agentId) => mark(agentId, 'load'),
    lookForAbsent,
    arrived(agentId) {
      clearTimeout(leaving.get(agentId));
      leaving.delete(agentId);
      gather([agentId]);
    },
    left(agentId) {
      if (stopped || isHere(agentId)) return;
      gather([agentId]);
      startLeaving(agentId);
    },
    sayAgain() {
      for (const room of agents.adapter.rooms.keys())
        if (room.startsWith(AGENT_ROOM)) gather([room.slice(AGENT_ROOM.length)]);
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      if (gathering !== null) clearTimeout(gathering);
      for (const wait of leaving.values()) clearTimeout(wait);
      leaving.clear();
    },
  };
}

const AGENT_ROOM = agentRoom('');
