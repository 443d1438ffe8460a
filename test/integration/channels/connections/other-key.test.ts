import { expect, it } from 'vitest';
import { createProvider } from '#server/auth/sign-on/provider.ts';
import { findSignOn, SECRET_CONTEXT } from '#server/auth/sign-on/sign-on.repository.ts';
import { beginSignOn } from '#server/auth/sign-on/sign-on.ts';
import { connectionList } from '#server/channels/connections/list-connections.service.ts';
import { emailKey } from '#server/channels/email/email-keys.ts';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import { signOnSettings } from '#server/domains/sign-on/settings.service.ts';
import { prepareJobs } from '#server/jobs/runner.ts';
import { createVault } from '#server/vault/vault.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { MAIL_PASSWORD, testImap, testSmtp } from '#test/support/mail-server.ts';
import { mailboxFields } from '#test/support/mailbox.ts';

const database = await testDatabase();
const { db, pool } = database;
const deps = testDeps(database, systemClock);
await prepareJobs(pool, deps.logger);
/** The same hub after its key was lost. */
const other = { ...deps, vault: createVault(Buffer.alloc(32, 8)) };
const { team, agents } = await seedWorkspace(db);
const admin = askingAs(await makeAgent(db, [], { role: 'admin' }));
const give = giveTo(other);
const [imap, smtp] = [await testImap(), await testSmtp()];
const fields = mailboxFields({ imap, smtp }, { replyTokens: true });

async function answer(connectionId: string, n: number): Promise<string> {
  const customer = await makeCustomer(db, [{ kind: 'email', value: `c${n}@customer.example` }]);
  const session = {
    channel: 'email',
    contact_point_id: customer.contactPoints[0]?.id ?? null,
    connection_id: connectionId,
  };
  const [owner] = agents;
  const { id } = await makeConversation(db, { customer, team, owner, over: { channel: 'email' }, session });
  const email = { messageId: `<in${n}@customer.example>`, from: { address: 'x' }, to: [] };
  await makeItem(deps, customer, {
    conversationId: id,
    channel: 'email',
    data: { text: '？', subject: '注文', email },
  });
  const input = { conversationId: id, epoch: 1, seen: { [customer.id]: 5 }, text: 'お調べします。' };
  return dataOf(await give(askingAs(owner), 'message:send', input)).item.id;
}

it('[CH2] with another key every secret can be entered again: then mail leaves and people sign on', async () => {
  const { connectionId } = dataOf(
    await giveTo(deps)(admin, 'channel:connect', { adapter: 'mailbox', name: 'サポート', fields }),
  );
  for (const name of ['reply', 'frame'] as const) await emailKey(deps, name);
  await pool.query(
    `update sign_on set enabled = true, issuer = 'https://id.example.test', client_id = 'desk', client_secret = $1`,
    [deps.vault.seal('a secret', SECRET_CONTEXT)],
  );

  // The pages open, and say that nothing is set.
  expect((await connectionList(other))[0]?.secretsSet).toEqual([]);
  expect(await signOnSettings(other, admin)).toMatchObject({
    enabled: true,
    hasSecret: false,
    isSecretUnreadable: true,
  });
  // Where a secret is used it is said that it does not open; the former key may still come back.
  const start = { client: 'browser', purpose: 'enter' } as const;
  await expect(beginSignOn({ deps: other, provider: createProvider(systemClock) }, start)).rejects.toMatchObject({
    code: 'secret_unreadable',
  });
  const { password: _, ...noPassword } = fields;
  dataOf(await give(admin, 'channel:update', { connectionId, fields: noPassword }));
  expect((await connectionList(deps))[0]?.secretsSet).toEqual(['password']);
  await expect(emailKey(other, 'reply')).rejects.toMatchObject({ code: 'secret_unreadable' });
  expect(await findSignOn(db, deps.vault)).toMatchObject({ clientSecret: 'a secret' });

  dataOf(await give(admin, 'channel:update', { connectionId, fields }));
  expect((await connectionList(other))[0]?.secretsSet).toEqual(['password']);
  const itemId = await answer(connectionId, 1);
  await sendOutgoing(other, itemId);
  expect(smtp.taken[0]?.raw.toString()).toContain('<support+');
  expect(await emailKey(other, 'frame')).toHaveLength(32);

  const { links, knocks, hasSecret, isSecretUnreadable, redirectUri, ...saved } = await signOnSettings(other, admin);
  dataOf(await give(admin, 'sign-on:set', { ...saved, secret: 'entered again' }));
  expect(await findSignOn(db, other.vault)).toMatchObject({ clientSecret: 'entered again', isSecretUnreadable: false });
  expect(await signOnSettings(other, admin)).toMatchObject({ hasSecret: true, isSecretUnreadable: false });
});

it('[CH2] a secret is rotated in the place of one that does not open', async () => {
  const [before] = await connectionList(other);
  const connectionId = before?.id ?? '';
  await pool.query('update channel_connection set secrets = $1', [Buffer.from('sealed by another key')]);
  dataOf(await give(admin, 'channel:rotate-secret', { connectionId, field: 'password', value: MAIL_PASSWORD }));
  expect((await connectionList(other))[0]?.secretsSet).toEqual(['password']);
});
