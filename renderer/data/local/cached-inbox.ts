import { z } from 'zod';
import type { Readable } from '#renderer/data/client/readable.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { InboxState } from '#renderer/state/inbox-state.ts';
import { INBOX_TABS, type InboxRow, type InboxTab } from '#shared/domain/conversation.ts';
import type { LocalStore } from './local-store.ts';

const KEY = 'inbox';
const AFTER_MS = 2000;
const MOST_ROWS = 500;

const shape = z.object({
  rows: z.array(z.custom<InboxRow>((row) => typeof row === 'object' && row !== null && 'conversationId' in row)),
  tabs: z.array(z.enum(INBOX_TABS)),
  counts: z.record(z.enum(INBOX_TABS), z.int().nonnegative()),
});

export type InboxCache = { readonly read: () => Promise<InboxState | null>; readonly forget: () => void };

/** Keeps the lists as they are, a moment after they changed; offers have a deadline and are not kept. */
export function createInboxCache(local: LocalStore, store: Readable<InboxState>, timing: Timing): InboxCache {
  let waiting = false;
  let turn = 0;

  function write(): void {
    waiting = false;
    const { rows, tabs, counts } = store.getState();
    const loaded = INBOX_TABS.filter((tab) => tabs[tab]?.state === 'ready');
    if (loaded.length === 0) return;
    void local.put('base', KEY, { rows: [...rows.values()].slice(0, MOST_ROWS), tabs: loaded, counts });
  }

  store.subscribe((state, before) => {
    if (waiting || (state.rows === before.rows && state.tabs === before.tabs)) return;
    waiting = true;
    const mine = turn;
    timing.later(AFTER_MS, () => {
      if (mine === turn) write();
    });
  });

  return {
    async read() {
      const kept = await local.get('base', KEY, shape);
      if (kept === null) return null;
      const tabs: Partial<Record<InboxTab, { state: 'ready'; next: null }>> = {};
      for (const tab of kept.tabs) tabs[tab] = { state: 'ready', next: null };
      return {
        rows: new Map(kept.rows.map((row) => [row.conversationId, row])),
        told: new Map(),
        tabs,
        counts: kept.counts,
        offers: new Map(),
      };
    },
    forget() {
      turn += 1;
      waiting = false;
    },
  };
}
