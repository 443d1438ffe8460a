import { randomBytes } from 'node:crypto';
import type { Asking } from '#server/asking.ts';
import { wakePaused } from '#server/channels/outgoing/wake-paused.service.ts';
import type { Provider } from '#server/channels/provider.ts';
import { PROVIDERS, providerOf } from '#server/channels/providers.ts';
import { wakeWebhooks } from '#server/channels/webhooks/wake-webhooks.service.ts';
import { AppError } from '#server/errors.ts';
import type { Vault } from '#server/vault/vault.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import {
  type ConnectionRecord,
  insertConnection,
  lockConnection,
  patchConnection,
  removeUnused,
} from './connections.repository.ts';
import { readableSecretsOf, sealedFor, secretsOf } from './open-connection.ts';
import { readFields } from './read-fields.ts';

const TOKEN_BYTES = 24;
/** PostgreSQL: another row refers to it. */
const STANDS_ON = '23503';
/** Where the former value of a rotated secret is kept, under the secret's name. */
export const FORMER = ':former';

function demandProvider(adapter: string): Provider {
  const provider = providerOf(adapter);
  if (provider !== null) return provider;
  const expected = PROVIDERS.map((p) => p.adapter).join(', ');
  throw new AppError('unknown_adapter', { details: { found: adapter, expected } });
}

/** Locked: what is read here is written back whole, and two changes at once must not undo each other. */
async function demandConnection(work: Work, id: string): Promise<ConnectionRecord> {
  const record = await lockConnection(work.tx, id);
  if (record === null) throw new AppError('not_found');
  return record;
}

/** Connects a channel; its secrets are sealed before they are stored. Throws `unknown_adapter`, `connection_refused`. */
export async function connect(
  work: Work,
  vault: Vault,
  asking: Asking,
  input: CommandParsed<'channel:connect'>,
): Promise<string> {
  const provider = demandProvider(input.adapter);
  const { settings, secrets } = readFields(provider, input.fields, { locale: asking.locale });
  const id = work.nextId();
  await insertConnection(work.tx, {
    id,
    channel: provider.channel,
    adapter: provider.adapter,
    name: input.name,
    teamId: input.teamId ?? null,
    settings,
    secrets: vault.seal(JSON.stringify(secrets), sealedFor(id)),
    pathToken: randomBytes(TOKEN_BYTES).toString('base64url'),
    at: work.at,
  });
  return id;
}

/** Changes a connection; throws `conflict` when somebody changed it since the asker looked. */
export async function update(
  work: Work,
  vault: Vault,
  asking: Asking,
  input: CommandParsed<'channel:update'>,
): Promise<void> {
  const record = await demandConnection(work, input.connectionId);
  if (input.seen !== undefined && record.updatedAt.toISOString() !== input.seen)
    throw new AppError('changed_meanwhile');
  const fields = fieldsPatch(vault, asking, record, input.fields);
  await patchConnection(
    work.tx,
    record.id,
    {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.teamId === undefined ? {} : { teamId: input.teamId }),
      ...fields,
    },
    work.at,
  );
  if (fields.secrets !== undefined) await tellEnteredAnew(work, vault, record);
}

/** Secrets of another key were written over: see `Provider.enteredAnew`. */
async function tellEnteredAnew(work: Work, vault: Vault, before: ConnectionRecord): Promise<void> {
  if (readableSecretsOf(vault, before) === null) await providerOf(before.adapter)?.enteredAnew?.(work);
}

/** Settings are given whole; secrets that are left out stay, and those that this hub's key does not open count as none. */
function fieldsPatch(
  vault: Vault,
  asking: Asking,
  record: ConnectionRecord,
  fields: CommandParsed<'channel:update'>['fields'],
): Pick<Partial<ConnectionRecord>, 'settings' | 'secrets'> {
  if (fields === undefined) return {};
  const readable = readableSecretsOf(vault, record);
  const secretsBefore = readable ?? {};
  const read = readFields(demandProvider(record.adapter), fields, { locale: asking.locale, secretsBefore });
  // The former key may still come back: nothing is written over what it opens but by a new secret.
  if (readable === null && Object.keys(read.secrets).length === 0) return { settings: read.settings };
  const secrets = vault.seal(JSON.stringify({ ...secretsBefore, ...read.secrets }), sealedFor(record.id));
  return { settings: read.settings, secrets };
}

export async function setState(work: Work, id: string, state: 'active' | 'paused'): Promise<void> {
  const record = await demandConnection(work, id);
  if (record.state === state) return;
  await patchConnection(work.tx, id, { state }, work.at);
  if (state === 'paused') return;
  await wakePaused(work, id);
  await wakeWebhooks(work, id);
}

/** Puts a new secret in the place of one; the former stays accepted beside it ([CH2]). */
export async function rotateSecret(
  work: Work,
  vault: Vault,
  input: CommandParsed<'channel:rotate-secret'>,
): Promise<void> {
  const record = await demandConnection(work, input.connectionId);
  const field = demandProvider(record.adapter).fields.find((f) => f.name === input.field && f.kind === 'secret');
  if (field === undefined) throw new AppError('not_found');
  const before = readableSecretsOf(vault, record) ?? {};
  const former = before[input.field];
  const secrets = {
    ...before,
    [input.field]: input.value,
    ...(former === undefined ? {} : { [input.field + FORMER]: former }),
  };
  await reseal(work, vault, record, secrets);
  await tellEnteredAnew(work, vault, record);
}

export async function dropFormerSecret(work: Work, vault: Vault, id: string, field: string): Promise<void> {
  const record = await demandConnection(work, id);
  const { [field + FORMER]: _former, ...secrets } = secretsOf(vault, record);
  await reseal(work, vault, record, secrets);
}

async function reseal(
  work: Work,
  vault: Vault,
  record: ConnectionRecord,
  secrets: Record<string, string>,
): Promise<void> {
  const sealed = vault.seal(JSON.stringify(secrets), sealedFor(record.id));
  await patchConnection(work.tx, record.id, { secrets: sealed }, work.at);
}

/** Throws `wrong_state` for one that something stands on: it can be paused. */
export async function remove(work: Work, id: string): Promise<void> {
  await demandConnection(work, id);
  const isRemoved = await removeUnused(work.tx, id).catch((error: unknown) => {
    // A folder's own tables stand on it too: friends, receipts, a shop's orders.
    if ((error as { code?: unknown } | null)?.code === STANDS_ON) return false;
    throw error;
  });
  if (!isRemoved) throw new AppError('connection_in_use');
}
