import type { Deps } from '#server/deps.ts';
import { agentsPresent, readPresences } from '#server/domains/presence/presence.repository.ts';
import { type EarlierPresence, markConnected, markDisconnected } from '#server/domains/presence/presence.service.ts';
import { toError } from '#shared/lib/assert.ts';
import type { PeopleListener } from './publisher.ts';
import { type AgentNamespace, agentRoom } from './sockets.ts';

type Parts = {
  readonly deps: Pick<Deps, 'db' | 'clock' | 'publisher' | 'logger'>;
  /** How long a window may be gone before its agent counts as disconnected, milliseconds. */
  readonly graceMs: number;
  /** Their offers end, their conversations are looked after. Errors are logged. */
  readonly onAgentGone: (agentId: string) => Promise<void>;
};

export type PresenceWatch = Pick<PeopleListener, 'presenceSet' | 'loadMayHaveChanged'> & {
  readonly arrived: (agentId: string) => void;
  readonly left: (agentId: string) => void;
  readonly stop: () => void;
};

/** Loads that may have changed are read together, at most this often. */
const SIGNAL_MS = 500;

/** Corrects what people say of themselves by facts, and tells everyone of presence and load as they change. */
export function watchPresence(agents: AgentNamespace, { deps, graceMs, onAgentGone }: Parts): PresenceWatch {
  const leaving = new Map<string, NodeJS.Timeout>();
  const earlier = new Map<string, EarlierPresence>();
  const marked = new Map<string, 'set' | 'load'>();
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const isHere = (agentId: string): boolean => (agents.adapter.rooms.get(agentRoom(agentId))?.size ?? 0) > 0;
  const warn = (what: string) => (error: unknown) => deps.logger.warn({ reason: toError(error).message }, what);

  async function goneForGood(agentId: string): Promise<void> {
    leaving.delete(agentId);
    if (stopped || isHere(agentId)) return;
    const before = await markDisconnected(deps, agentId);
    if (before !== null) earlier.set(agentId, before);
    // Between the mark and here they may have come back.
    if (isHere(agentId)) return backAgain(agentId);
    await onAgentGone(agentId);
  }

  async function backAgain(agentId: string): Promise<void> {
    const before = earlier.get(agentId) ?? null;
    earlier.delete(agentId);
    await markConnected(deps, agentId, before);
  }

  function startLeaving(agentId: string): void {
    clearTimeout(leaving.get(agentId));
    const wait = setTimeout(() => void goneForGood(agentId).catch(warn('could not mark an agent as gone')), graceMs);
    wait.unref();
    leaving.set(agentId, wait);
  }

  function mark(agentId: string, why: 'set' | 'load'): void {
    if (stopped) return;
    if (why === 'set' || !marked.has(agentId)) marked.set(agentId, why);
    timer ??= setTimeout(
      () => {
        timer = null;
        void signal().catch(warn('could not tell of presence'));
      },
      why === 'set' ? 0 : SIGNAL_MS,
    ).unref();
  }

  async function signal(): Promise<void> {
    const batch = new Map(marked);
    marked.clear();
    for (const presence of await readPresences(deps.db, [...batch.keys()])) {
      const text = JSON.stringify(presence);
      if (batch.get(presence.agentId) === 'load' && told.get(presence.agentId) === text) continue;
      told.set(presence.agentId, text);
      agents.emit('presence', presence);
    }
  }

  // After a restart: whoever was here and does not come back is gone.
  agentsPresent(deps.db)
    .then((ids) => {
      for (const id of ids) if (!stopped && !isHere(id)) startLeaving(id);
    })
    .catch(warn('could not read who was here'));

  return {
    presenceSet: (agentId) => mark(agentId, 'set'),
    loadMayHaveChanged: (agentId) => mark(agentId, 'load'),
    arrived(agentId) {
      clearTimeout(leaving.get(agentId));
      leaving.delete(agentId);
      void backAgain(agentId).catch(warn('could not mark an agent as back'));
    },
    left(agentId) {
      if (!stopped && !isHere(agentId)) startLeaving(agentId);
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      for (const wait of leaving.values()) clearTimeout(wait);
      leaving.clear();
    },
  };
}
