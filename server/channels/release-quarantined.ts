import type { Deps } from '#server/deps.ts';
import {
  findQuarantined,
  noteReleased,
  quarantinedBytes,
  reopenQuarantined,
} from '#server/domains/quarantine/quarantine.repository.ts';
import { RELEASE_TASK } from '#server/domains/quarantine/quarantine.service.ts';
import { connectionOf } from './connections/open-connection.ts';
import { providerOf } from './providers.ts';

export const quarantineTasks = (deps: Deps) => ({
  [RELEASE_TASK]: (payload: unknown) => releaseQuarantined(deps, (payload as { id: string }).id),
});

/**
 * Reads a released one once more, by the provider that it came from, and notes where it went. What can still not be read
 * comes back as open, with its reason. Safe to run twice: what was taken in is found again.
 */
export async function releaseQuarantined(deps: Deps, id: string): Promise<void> {
  const row = await findQuarantined(deps.db, id);
  const raw = await quarantinedBytes(deps.db, id);
  if (row === null || raw === null || row.state !== 'released' || row.summary['itemId'] !== undefined) return;
  if (row.connectionId === null) return reopenQuarantined(deps.db, id, { reason: row.reason, detail: 'no connection' });
  const connection = await connectionOf(deps, row.connectionId);
  const readmit = providerOf(connection.adapter)?.readmit;
  if (readmit === undefined) {
    return reopenQuarantined(deps.db, id, {
      reason: row.reason,
      detail: `${connection.adapter} takes nothing in again`,
    });
  }
  const { itemId, customerId, refused } = await readmit(deps, connection, { raw, receivedAt: row.receivedAt });
  if (refused !== undefined) return reopenQuarantined(deps.db, id, { reason: refused, detail: 'read again, in vain' });
  if (itemId !== undefined && customerId !== undefined) await noteReleased(deps.db, id, { itemId, customerId });
}
