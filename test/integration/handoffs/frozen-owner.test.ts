import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '#build/root.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { expectOneOwner } from '#test/support/ownership-facts.ts';

const FROZEN_MS = 10_000;
const TEXT = 'what the sleeper meant to say';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database);
const { team, agents } = hub;
const [, second] = agents;
const receiver = await hub.signIn(second);

type Desk = ChildProcessByStdio<Writable, Readable, null>;
type Woken = { readonly asleepFor: number; readonly answer: Answer<unknown> };

/** An owner's desk in a process of its own, connected and about to send. */
async function ownerProcess(given: object): Promise<{ child: Desk; lines: AsyncIterator<string> }> {
  const args = [join(root, 'test/support/children/owner-client.ts'), JSON.stringify(given)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect(JSON.parse((await lines.next()).value as string)).toEqual({ ready: true });
  return { child, lines };
}

it(`[CV1] an owner frozen for ${FROZEN_MS / 1000} s by SIGSTOP, whose offer was accepted meanwhile, wakes, sends and is refused`, async () => {
  const owner = await hub.signIn(await makeAgent(db, [team]));
  const customer = await makeCustomer(db);
  const { id: conversationId } = await makeConversation(db, { customer, team, owner: owner.agent });
  const { handoff } = dataOf(
    await owner.command('handoff:offer', {
      conversationId,
      epoch: 1,
      to: { type: 'agent', id: second.id },
      brief: { wants: [], done: [], promised: [], next: [], identity: [] },
      snapshot: {},
    }),
  );
  const given = { url: hub.url, token: owner.token, conversationId, customerId: customer.id, epoch: 1, text: TEXT };
  const { child, lines } = await ownerProcess(given);
  child.kill('SIGSTOP');
  const { conversation } = dataOf(await receiver.command('handoff:accept', { handoffId: handoff.id }));
  expect(conversation).toMatchObject({ owner: { id: second.id }, epoch: 2 });
  await sleep(FROZEN_MS);
  const ended = once(child, 'exit');
  child.stdin.write('go\n');
  child.kill('SIGCONT');
  const woken = JSON.parse((await lines.next()).value as string) as Woken;
  expect(woken.asleepFor).toBeGreaterThan(FROZEN_MS * 0.9);
  expect(woken.answer).toMatchObject({ ok: false, error: { code: 'not_owner', details: { epoch: 2 } } });
  await ended;
  const sent = await db.selectFrom('timeline_item').select('data').where('kind', '=', 'message').execute();
  expect(JSON.stringify(sent)).not.toContain(TEXT);
  await expectOneOwner(db, conversationId);
});
