import type { Asking } from '#server/asking.ts';
import { recordAct } from '#server/domains/settings/admin-log.service.ts';
import type { Vault } from '#server/vault/vault.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { type ConnectionRecord, findConnection } from './connections.repository.ts';
import { connect } from './connections.service.ts';

/** What of a connection stands in the record of who set what: never a secret. */
const factsOf = (record: ConnectionRecord | null): Record<string, unknown> | null =>
  record === null
    ? null
    : { name: record.name, adapter: record.adapter, teamId: record.teamId, state: record.state, ...record.settings };

/** Does something to a connection, and puts on record who did, with what it was before. */
export async function onRecord(
  work: Work,
  asking: Asking,
  { act, connectionId }: { readonly act: string; readonly connectionId: string },
  change: () => Promise<void>,
): Promise<Record<string, never>> {
  const before = await findConnection(work.tx, connectionId);
  await change();
  const after = await findConnection(work.tx, connectionId);
  await recordAct(work, asking, {
    act,
    entity: 'channel',
    id: connectionId,
    name: after?.name ?? before?.name ?? '',
    before: factsOf(before),
    after: factsOf(after),
  });
  return {};
}

/** Connects a channel, and puts on record who did and with what. Gives its id. */
export async function connectOnRecord(
  work: Work,
  vault: Vault,
  asking: Asking,
  input: CommandParsed<'channel:connect'>,
): Promise<string> {
  const id = await connect(work, vault, asking, input);
  const after = factsOf(await findConnection(work.tx, id));
  await recordAct(work, asking, { act: 'channel:connect', entity: 'channel', id, name: input.name, after });
  return id;
}
