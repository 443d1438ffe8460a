import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { createInboxCache } from '#renderer/data/local/cached-inbox.ts';
import { createThreadCache, type ThreadCache } from '#renderer/data/local/cached-threads.ts';
import { createDraftShelf, type DraftShelf } from '#renderer/data/local/draft-shelf.ts';
import type { LocalStore } from '#renderer/data/local/local-store.ts';
import { createOutbox, type OutboxKeeper } from '#renderer/data/local/outbox.ts';
import { createViewLedger, type ViewLedger } from '#renderer/data/local/view-ledger.ts';
import type { CommandSender } from '#renderer/data/sync/command-sender.ts';
import type { Connection } from '#renderer/data/sync/connection.ts';
import type { HubHttp } from '#renderer/data/sync/http.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { InboxState } from '#renderer/state/inbox-state.ts';
import type { LocalState } from '#shared/ipc/local.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { DeskClient, EntityState } from './desk-client-types.ts';
import type { Readable } from './readable.ts';

/** What this window keeps of its own: everything that makes it stand without its hub ([SY5]). */
export type LocalSide = {
  readonly state: Readable<LocalState>;
  readonly outbox: OutboxKeeper;
  readonly drafts: DraftShelf;
  readonly threads: ThreadCache;
  readonly views: ViewLedger;
  /** An agent is signed in: shows what was kept of them, and takes up what waits. */
  readonly begin: (show: { readonly inbox: (state: InboxState) => void }) => Promise<void>;
  readonly forget: () => void;
};

type Parts = {
  readonly local: LocalStore;
  readonly connection: Connection;
  readonly sender: CommandSender;
  readonly http: HubHttp;
  readonly entities: Readable<EntityState>;
  readonly inbox: Readable<InboxState>;
  readonly unreachable: () => WireError;
  readonly newId: () => string;
  readonly timing: Timing;
  /** Another outbox than this window's own: that of the desk, in the window of one conversation. */
  readonly outbox?: OutboxKeeper | undefined;
};

const SYNC = 'sync';
const syncShape = z.object({ completeUpTo: z.iso.datetime() });
const SYNC_EVERY_MS = 5000;

export function createLocalSide(parts: Parts): LocalSide {
  const { local, connection, sender, http, entities, newId, timing } = parts;
  const state = createStore<LocalState>(() => ({ state: 'not_kept', reason: 'no_secret_store' }));
  const outbox =
    parts.outbox ?? createOutbox({ local, sender, connection, unreachable: parts.unreachable, newId, timing });
  const drafts = createDraftShelf({
    local,
    connection,
    ask: (conversationId) => http.ask('drafts.list', { conversationId }),
    save: (input) => http.give('draft:save', input, newId()),
  });
  const views = createViewLedger({ local, connection, give: http.give, newId, timing });
  const threads = createThreadCache({
    local,
    timing,
    around(members) {
      const known = entities.getState();
      const conversations = [...known.conversations.values()].filter(({ customerId }) => members.includes(customerId));
      const ids = new Set(conversations.map(({ id }) => id));
      return {
        conversations,
        handoffs: [...known.handoffs.values()].filter(({ conversationId }) => ids.has(conversationId)),
      };
    },
  });
  const inbox = createInboxCache(local, parts.inbox, timing);
  let turn = 0;
  let wroteSyncAt = 0;

  connection.view.subscribe((view, before) => {
    const isLost = view.state !== before.state && before.state === 'connected';
    if (view.completeUpTo === null || (view.completeUpTo === before.completeUpTo && !isLost)) return;
    if (timing.now() - wroteSyncAt < SYNC_EVERY_MS && !isLost) return;
    wroteSyncAt = timing.now();
    void local.put('base', SYNC, { completeUpTo: view.completeUpTo });
  });

  return {
    state,
    outbox,
    drafts,
    threads,
    views,
    async begin(show) {
      const mine = turn;
      // Asked for at once: what is written from now on comes after what an earlier start left.
      const loaded = outbox.load();
      const [now, lists, sync] = await Promise.all([local.state(), inbox.read(), local.get('base', SYNC, syncShape)]);
      await loaded;
      if (mine !== turn) return;
      state.setState(now, true);
      if (sync !== null) connection.restore(sync.completeUpTo);
      if (lists !== null) show.inbox(lists);
      drafts.load();
      views.load();
    },
    forget() {
      turn += 1;
      for (const part of [outbox, drafts, threads, inbox]) part.forget();
    },
  };
}

/** What screens may do with it; an answer that comes at once is told, as any other's. */
export function localDoor(local: LocalSide, onAnswer: (data: unknown) => void): DeskClient['local'] {
  const { store, insist, discard, undo, drop, leaveNow } = local.outbox;
  return {
    state: local.state,
    drafts: local.drafts,
    outbox: {
      store,
      insist,
      discard,
      undo,
      drop,
      leaveNow,
      async give(name, input, of) {
        const given = await local.outbox.give(name, input, {
          ...of,
          onTaken(data) {
            onAnswer(data);
            of.onTaken?.(data);
          },
        });
        if (given.state === 'answered' && given.answer.ok) onAnswer(given.answer.data);
        return given;
      },
    },
  };
}
