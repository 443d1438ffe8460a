import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Vault } from '#server/vault/vault.ts';
import {
  type ConnectionRecord,
  findConnection,
  markFailed,
  markWorked,
  writeCursor,
} from './connections.repository.ts';

type Opening = Pick<Deps, 'vault' | 'publicUrl'>;

/** What a connection's secrets are sealed for: they open in no other row. */
export const sealedFor = (id: string): string => `channel_connection:${id}`;

/** Where its provider calls us; null while nobody said how the outside reaches this hub. */
export const hookUrlOf = (
  publicUrl: string | null,
  c: Pick<ConnectionRecord, 'adapter' | 'pathToken'>,
): string | null => (publicUrl === null ? null : `${publicUrl}/hooks/${c.adapter}/${c.pathToken}`);

/** The secrets of a row, by name. Throws `secret_unreadable`. */
export function secretsOf(vault: Vault, record: Pick<ConnectionRecord, 'id' | 'secrets'>): Record<string, string> {
  if (record.secrets === null) return {};
  return JSON.parse(vault.open(record.secrets, sealedFor(record.id))) as Record<string, string>;
}

/** The same for where new ones are entered: null when the hub's key has changed, so that there are none to keep. */
export function readableSecretsOf(
  vault: Vault,
  record: Pick<ConnectionRecord, 'id' | 'secrets'>,
): Record<string, string> | null {
  try {
    return secretsOf(vault, record);
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}

/** The row as its provider works with it. */
export const openConnection = (deps: Opening, record: ConnectionRecord): Connection => ({
  ...closedConnection(record),
  secrets: secretsOf(deps.vault, record),
  hookUrl: hookUrlOf(deps.publicUrl, record),
});

/** The row without its secrets, for where nothing is sent. */
export function closedConnection(record: ConnectionRecord): Connection {
  const { id, channel, adapter, name, teamId, settings, pathToken, state, cursor, updatedAt } = record;
  return {
    id,
    channel,
    adapter,
    name,
    teamId,
    settings,
    secrets: {},
    pathToken,
    hookUrl: null,
    state,
    cursor,
    updatedAt,
  };
}

/** A connection by id. Throws `not_found`, `secret_unreadable`. */
export async function connectionOf(deps: Opening & Pick<Deps, 'db'>, id: string): Promise<Connection> {
  const record = await findConnection(deps.db, id);
  if (record === null) throw new AppError('not_found');
  return openConnection(deps, record);
}

/** It worked just now; settings show it ("its health and last error"). */
export const reportWorked = (deps: Pick<Deps, 'db' | 'clock'>, id: string): Promise<void> =>
  markWorked(deps.db, id, deps.clock.now());

/** It did not work. `code` is a word of ours (see ProviderError); `detail` holds no secret and no customer's words. */
export const reportFailed = (
  deps: Pick<Deps, 'db' | 'clock'>,
  id: string,
  code: string,
  detail: string,
): Promise<void> => markFailed(deps.db, id, deps.clock.now(), { code, detail });

/** What a reader of the connection remembers between two looks. */
export const saveCursor = (
  deps: Pick<Deps, 'db'>,
  id: string,
  cursor: Readonly<Record<string, unknown>>,
): Promise<void> => writeCursor(deps.db, id, cursor);
