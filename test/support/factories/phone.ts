import type { Kysely } from 'kysely';
import { v7 } from 'uuid';
import { sealedFor } from '#server/channels/connections/open-connection.ts';
import type { Tables } from '#server/db/tables.generated.ts';
import type { Deps } from '#server/deps.ts';

const BORN = new Date('2026-01-01T00:00:00Z');

export type MadeLine = { readonly id: string; readonly adapter: string; readonly token: string };

type Wish = {
  readonly logins?: readonly string[];
  readonly settings?: Record<string, unknown>;
  readonly secrets?: Record<string, string>;
  readonly adapter?: string;
  readonly teamId?: string;
};

/** A connected exchange (or provider) at which these agents have accounts 1001, 1002, … in their order. */
export async function makeLine(
  db: Kysely<Tables>,
  deps: Pick<Deps, 'vault'>,
  { logins = [], settings = {}, secrets = { passwords: '* secret' }, adapter = 'sip', teamId }: Wish = {},
): Promise<MadeLine> {
  const id = v7();
  const token = `token-${id}`;
  await db
    .insertInto('channel_connection')
    .values({
      id,
      channel: 'phone',
      adapter,
      name: 'Main line',
      team_id: teamId ?? null,
      settings: JSON.stringify({
        wsUrl: 'wss://pbx.example/ws',
        domain: 'pbx.example',
        accounts: logins.map((login, n) => `${login}=${1001 + n}`),
        numbers: ['+81312345678 代表'],
        ...settings,
      }),
      secrets: deps.vault.seal(JSON.stringify(secrets), sealedFor(id)),
      path_token: token,
      created_at: BORN,
      updated_at: BORN,
    })
    .execute();
  return { id, adapter, token };
}
