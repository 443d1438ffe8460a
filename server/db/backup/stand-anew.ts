import type { Client } from 'pg';

export type StandAnew = {
  /** Every connected channel waits to be let go on by hand: for a drill beside the hub that still works. */
  readonly pauseChannels: boolean;
  /** What it signs people in with from now on, as PEM. */
  readonly signingKeys: { readonly publicPem: string; readonly privatePem: string };
  /** Nothing that was sealed opens any more. */
  readonly isOtherKey: boolean;
};

/** One-time ways in: what was used or taken back after the snapshot would open again. */
const ONE_TIME = ['sign_in_code', 'password_code', 'sign_on_proof'];
/** What only the hub itself can make anew, or nobody needs; what an administrator enters again stays until then. */
const SEALED: readonly (readonly [table: string, column: string, statement: string])[] = [
  ['email_key', 'sealed', 'delete from public.email_key'],
  ['line_reply_token', 'token', 'delete from public.line_reply_token'],
  ['line_attempt', 'token', 'update public.line_attempt set token = null where token is not null'],
  ['sign_on', 'client_secret', 'update public.sign_on set client_secret = null'],
  ['summariser', 'api_key', 'update public.summariser set api_key = null'],
];

/**
 * What a restored database must not believe of itself. Windows count their places in a generation ([SY3]): theirs may be ahead
 * of what came back, so it is another generation now and they load anew. What was about to leave may have left after the
 * snapshot: nobody knows, so the provider is asked, and nothing is sent twice ([CH3]). Who was signed in may have been shut out
 * since, so nobody is signed in, and it signs with keys of its own. Hubs that ran then are not running.
 */
export async function standAnew(client: Client, options: StandAnew): Promise<void> {
  const { pauseChannels, isOtherKey } = options;
  const { publicPem, privatePem } = options.signingKeys;
  const has = async (table: string, column: string): Promise<boolean> => {
    const { rows } = await client.query(
      `select 1 from information_schema.columns where table_schema = 'public' and table_name = $1 and column_name = $2`,
      [table, column],
    );
    return rows.length > 0;
  };
  await client.query('update public.workspace set generation = gen_random_uuid()');
  if (await has('workspace', 'team_generation')) {
    await client.query('update public.workspace set team_generation = gen_random_uuid()');
  }
  if (await has('outgoing', 'next_at')) {
    await client.query(`update public.outgoing set state = 'unknown', last_error_code = 'hub_stopped', next_at = now()
      where state in ('queued', 'sending')`);
  }
  if (await has('shop_act', 'tried_at')) {
    await client.query(`update public.shop_act set state = 'unknown', tried_at = coalesce(tried_at, created_at)
      where state in ('queued', 'sending')`);
  }
  await client.query('update public.workspace set signing_key_public = $1, signing_key_private = $2', [
    publicPem,
    privatePem,
  ]);
  await client.query(
    `update public.auth_session set revoked_at = now(), revoked_reason = 'restored' where revoked_at is null`,
  );
  for (const table of ONE_TIME) if (await has(table, 'code_hash')) await client.query(`delete from public.${table}`);
  if (isOtherKey) {
    for (const [table, column, statement] of SEALED) if (await has(table, column)) await client.query(statement);
  }
  if (pauseChannels && (await has('channel_connection', 'state'))) {
    await client.query(`update public.channel_connection set state = 'paused'`);
  }
}
