import { z } from 'zod';
import type { Connection } from '#renderer/data/sync/connection.ts';
import type { HubHttp } from '#renderer/data/sync/http.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { LocalStore } from './local-store.ts';

const viewSchema = z.object({ id: z.uuid(), customerId: z.uuid(), at: z.iso.datetime() });

/** Openings of cached threads: kept until the hub has recorded them ([PR1]). */
export type ViewLedger = {
  /** True once the opening is kept: show the thread only then. False when the disk did not take it. */
  readonly opened: (customerId: string) => Promise<boolean>;
  /** Tells the hub what an earlier start left. */
  readonly load: () => void;
};

type Parts = {
  readonly local: LocalStore;
  readonly connection: Pick<Connection, 'view'>;
  readonly give: HubHttp['give'];
  readonly newId: () => string;
  readonly timing: Timing;
};

export function createViewLedger({ local, connection, give, newId, timing }: Parts): ViewLedger {
  let telling = false;

  /** Each is a command of its own with the view's id, so that a crash in between records nothing twice ([SY2]). */
  async function tell(): Promise<void> {
    if (telling || connection.view.getState().state !== 'connected') return;
    telling = true;
    try {
      for (const { id, customerId, at } of (await local.list('view', viewSchema)) ?? []) {
        const answer = await give('view:record-cached', { views: [{ customerId, at }] }, id);
        if (!answer.ok && answer.error.retryable) return;
        await local.remove('view', id);
      }
    } finally {
      telling = false;
    }
  }

  connection.view.subscribe((view, before) => {
    if (view.state === 'connected' && before.state !== 'connected') void tell();
  });

  return {
    opened(customerId) {
      const id = newId();
      return local.put('view', id, { id, customerId, at: new Date(timing.now()).toISOString() });
    },
    load: () => void tell(),
  };
}
