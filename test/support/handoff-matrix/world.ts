import { addApiKey } from '#server/auth/add-api-key.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { dataOf } from '#test/support/commands.ts';
import type { TestDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { type MadeAgent, makeAgent } from '#test/support/factories/people.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { type FakeLine, fakeLine } from '#test/support/fake-line.ts';
import { type FakeTwilioMessages, fakeTwilioMessages } from '#test/support/fake-twilio-messages.ts';
import { type FakeWhatsapp, fakeWhatsapp } from '#test/support/fake-whatsapp.ts';
import { type SignedInAgent, type TestHub, testHub } from '#test/support/hub.ts';
import { type TestSmtp, testImap, testSmtp } from '#test/support/mail-server.ts';
import { mailboxFields } from '#test/support/mailbox.ts';
import { atDesk, type MatrixDesk } from './desks.ts';

/** How the customers of the hub's providers find it; only signatures are made over it. */
export const PUBLIC_URL = 'https://hub.example.test';

/** A hub with every channel connected to a provider of the test's own, and people at their desks. */
export type MatrixWorld = {
  readonly hub: TestHub;
  readonly database: TestDatabase;
  /** Of the default team; owns and hands over. */
  readonly sender: MatrixDesk;
  /** Of the second team; gets it. */
  readonly receiver: MatrixDesk;
  /** Of the second team; looks on. */
  readonly member: MatrixDesk;
  readonly key: string;
  readonly paths: { readonly line: string; readonly sms: string; readonly whatsapp: string };
  readonly line: FakeLine;
  readonly sms: FakeTwilioMessages;
  readonly whatsapp: FakeWhatsapp;
  readonly smtp: TestSmtp;
  readonly phoneLine: string;
  /** Somebody at the store's counter, newly signed in. */
  readonly clerk: () => Promise<SignedInAgent>;
};

/** Call it at the top of a file, like `testHub`. */
export async function matrixWorld(database: TestDatabase): Promise<MatrixWorld> {
  const { db } = database;
  const deps = testDeps(database, systemClock);
  const hub = await testHub(database, { work: true, publicUrl: PUBLIC_URL });
  const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
  const line = await fakeLine();
  line.quota.most = 1_000_000;
  const sms = await fakeTwilioMessages();
  const whatsapp = await fakeWhatsapp();
  const smtp = await testSmtp();
  const imap = await testImap();
  async function connect(adapter: string, fields: Record<string, string | number | boolean | string[]>) {
    const { connectionId } = dataOf(await admin.command('channel:connect', { adapter, name: adapter, fields }));
    const { connections } = dataOf(await admin.query('channel.list', {}));
    return new URL(connections.find((one) => one.id === connectionId)?.hookUrl ?? PUBLIC_URL).pathname;
  }
  const paths = {
    line: await connect('line', line.fields),
    sms: await connect('twilio_sms', sms.fields),
    whatsapp: await connect('whatsapp_cloud', whatsapp.fields),
  };
  await connect('mailbox', mailboxFields({ imap, smtp }) as Record<string, string>);
  const { storeId } = dataOf(await admin.command('store:save', { code: 'GINZA', name: '銀座店' }));
  const clerk = await makeAgent(db, [], { role: 'clerk' });
  dataOf(await admin.command('store:place-clerk', { agentId: clerk.id, storeId }));
  const [sender] = hub.agents;
  const receiver = await makeAgent(db, [hub.otherTeam]);
  const member = await makeAgent(db, [hub.otherTeam]);
  const phones = [sender, receiver].map((agent: MadeAgent) => agent.login);
  const { id: phoneLine } = await makeLine(db, deps, { logins: phones });
  const { key } = await addApiKey(deps, 'matrix', ['identity:assert']);
  return {
    hub,
    database,
    sender: await atDesk(hub, sender),
    receiver: await atDesk(hub, receiver),
    member: await atDesk(hub, member),
    key,
    paths,
    line,
    sms,
    whatsapp,
    smtp,
    phoneLine,
    clerk: () => hub.signIn(clerk),
  };
}
