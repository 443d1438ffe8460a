import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '#build/root.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database, { work: true });
const figures = async () => (await hub.fetch('/metrics')).text();

it.each(['grafana-hub.json', 'prometheus-alerts.yml'])('the hub gives every figure that %s shows', async (name) => {
  const anna = await hub.signIn(hub.agents[0]);
  await anna.query('inbox.list', { tab: 'all' });
  const text = await figures();
  const given = new Set([...text.matchAll(/^# TYPE (\w+) (\w+)/gm)].map(([, figure]) => figure));
  const shown = await readFile(join(root, 'docs/examples', name), 'utf8');
  const asked = [...shown.matchAll(/\b((?:tsunagi|process|nodejs)_[a-z0-9_]+)\s*[{[)=>]/g)].map(([, figure]) => figure);
  const missing = asked.filter(
    (figure) => !given.has(figure?.replace(/_(bucket|count|sum)$/, '')) && !given.has(figure),
  );
  expect([asked.length > 5, missing]).toEqual([true, []]);
});

/** What a figure may be told apart by: kinds and states of ours, never anybody. */
const LABELS = new Set([
  ...['version', 'schema', 'state', 'name', 'outcome', 'namespace', 'method', 'route', 'status'],
  // Of the histograms and of the runtime.
  ...['le', 'quantile', 'kind', 'type', 'space', 'major', 'minor', 'patch'],
]);

it('[PR4] what waits is told as counts, without anybody’s name, words or address', async () => {
  const { team } = hub;
  const secret = ['鈴木 一郎', 'ichiro@customer.example', '誰にも言えない話'] as const;
  const [name, value, text] = secret;
  const customer = await makeCustomer(database.db, [{ kind: 'email', value }], { name });
  const { id } = await makeConversation(database.db, { customer, team, over: { preview: text } });
  await makeItem(testDeps(database, systemClock), customer, { conversationId: id, data: { text } });
  const anna = await hub.signIn(hub.agents[0]);
  await anna.query('customer.open', { customerId: customer.id });
  const told = await figures();
  expect(told).toMatch(/^tsunagi_info\{version="[\d.]+",schema="\d+"\} 1$/m);
  expect(told).toMatch(/^tsunagi_database_answers 1$/m);
  expect(told).toMatch(/^tsunagi_jobs_due \d+$/m);
  expect(told).toMatch(/^tsunagi_outgoing_unknown 0$/m);
  const ids = [customer.id, id, anna.agent.id, anna.agent.login];
  expect([...secret, ...ids].filter((word) => told.includes(word))).toEqual([]);
  const labels = new Set([...told.matchAll(/(\w+)="/g)].map(([, label]) => label));
  expect([...labels].filter((label) => !LABELS.has(label ?? ''))).toEqual([]);
});
