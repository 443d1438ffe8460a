import type { Runner } from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import { holdLocks, type Locks } from '#server/db/advisory-locks.ts';
import type { Deps } from '#server/deps.ts';
import { type ConnectionRecord, listConnections } from './connections.repository.ts';
import { openConnection, reportFailed } from './open-connection.ts';

/** Keeps what listens (mailboxes, drop folders) running, each on exactly one hub. */
export type ConnectionRunners = { readonly look: () => Promise<void>; readonly stop: () => Promise<void> };

type Running = { readonly updatedAt: number; readonly runner: Runner };

/**
 * Each look starts what should run and does not yet, and stops what was paused, changed or removed. A connection runs
 * where its advisory lock is held; a hub that dies gives its locks up, and another takes over within one look.
 */
export function createConnectionRunners(deps: Deps): ConnectionRunners {
  const running = new Map<string, Running>();
  let locks: Locks | null = null;
  let stopped = false;

  async function stopOne(id: string): Promise<void> {
    const one = running.get(id);
    running.delete(id);
    await one?.runner.stop().catch((error: unknown) => deps.logger.warn({ err: error }, 'a connection stopped badly'));
    await locks?.release(id);
  }

  async function stopAll(): Promise<void> {
    await Promise.all([...running.keys()].map(stopOne));
  }

  async function heldLocks(): Promise<Locks> {
    if (locks !== null && !locks.lost()) return locks;
    // Whoever lost the locks must stop before another hub's runners do the same work.
    if (locks !== null) {
      await stopAll();
      await locks.close();
      locks = null;
    }
    locks = await holdLocks(deps.pool);
    return locks;
  }

  async function look(): Promise<void> {
    if (stopped) return;
    const wanted = (await listConnections(deps.db)).filter(
      (record) => record.state === 'active' && providerOf(record.adapter)?.run !== undefined,
    );
    if (wanted.length === 0 && running.size === 0) return;
    const held = await heldLocks();
    const versions = new Map(wanted.map((record) => [record.id, record.updatedAt.getTime()]));
    for (const [id, { updatedAt }] of running) if (versions.get(id) !== updatedAt) await stopOne(id);
    for (const record of wanted) {
      if (!stopped && !running.has(record.id) && (await held.take(record.id))) await startOne(record, held);
    }
  }

  async function startOne(record: ConnectionRecord, held: Locks): Promise<void> {
    try {
      const runner = await providerOf(record.adapter)?.run?.(deps, openConnection(deps, record));
      if (runner !== undefined) running.set(record.id, { updatedAt: record.updatedAt.getTime(), runner });
    } catch (error) {
      await held.release(record.id);
      await reportFailed(deps, record.id, 'not_started', error instanceof Error ? error.message : 'fault');
    }
  }

  return {
    look,
    async stop() {
      stopped = true;
      await stopAll();
      await locks?.close();
    },
  };
}
