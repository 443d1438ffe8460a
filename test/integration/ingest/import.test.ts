import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '#build/root.ts';
import { runImport } from '#server/cli/import.ts';
import type { Output } from '#server/cli/output.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeOrderEvent } from '#test/support/factories/events.ts';
import { askingAsKey } from '#test/support/factories/people.ts';
import { ingestHub } from '#test/support/ingest-hub.ts';
import { retailSample } from '#test/support/retail-sample.ts';
import { tempDir } from '#test/support/temp-dir.ts';

type RetailEvents = (users: object, orders: object) => Iterable<{ readonly occurredAt: string }>;
// Plain JavaScript for readers of the docs; the test is its only importer.
const example: { retailEvents: RetailEvents } = await import(join(root, 'docs/examples/retail-to-events.mjs'));
const { retailEvents } = example;

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
await ensureWorkspace(deps);
const {
  host,
  port,
  user,
  database: name,
} = database.address as { host: string; port: number; user: string; database: string };
const databaseUrl = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;

beforeEach(async () => {
  vi.stubEnv('DATABASE_URL', databaseUrl);
  await sql`truncate customer, contact_point, import_progress cascade`.execute(db);
});

type Summary = {
  lines: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  resumedAfter: number;
  refused: { line: number; code: string }[];
};
async function run(lines: readonly (string | object)[], options: { hub?: string; key?: string; file?: string } = {}) {
  const file = options.file ?? join(await tempDir(), 'events.ndjson');
  if (options.file === undefined)
    await writeFile(file, lines.map((l) => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n'));
  let summary: unknown;
  const output: Output = {
    json: true,
    line: () => undefined,
    result: (data) => (summary = data),
    failure: () => undefined,
  };
  const { file: _file, ...rest } = options;
  const code = await runImport(output, file, rest);
  return { code, file, ...(summary as Summary) };
}
const facts = async () =>
  (
    await sql<{ customers: number; items: number; events: number; conversations: number }>`
      select (select count(*)::int from customer) as customers, (select count(*)::int from timeline_item) as items,
        (select count(*)::int from topic_event) as events, (select count(*)::int from conversation) as conversations`.execute(
      db,
    )
  ).rows[0];

describe('tsunagi import', () => {
  it('takes a file in, and the same file again changes nothing', async () => {
    const events = Array.from({ length: 200 }, (_, i) =>
      makeOrderEvent({ historical: true, customer: { contactPoints: [{ kind: 'shop', value: `u${i % 20}` }] } }),
    );
    const first = await run(events);
    expect(first).toMatchObject({ code: 0, lines: 200, accepted: 200, duplicates: 0, rejected: 0 });
    const before = await facts();
    expect(before).toMatchObject({ customers: 20, items: 200, conversations: 0 });
    expect(await run([], { file: first.file })).toMatchObject({
      code: 0,
      accepted: 0,
      duplicates: 200,
      resumedAfter: 200,
    });
    await sql`delete from import_progress`.execute(db);
    expect(await run([], { file: first.file })).toMatchObject({
      code: 0,
      accepted: 0,
      duplicates: 200,
      resumedAfter: 0,
    });
    expect(await facts()).toEqual(before);
  });

  it('goes on where a run was cut off', async () => {
    const events = Array.from({ length: 150 }, () => makeOrderEvent());
    const { file } = await run(events);
    await sql`update import_progress set lines_done = 128, accepted = 128`.execute(db);
    await sql`delete from search_entry`.execute(db);
    await sql`delete from timeline_item where external_id = ${events[140]?.externalId}`.execute(db);
    await sql`update customer set last_seq = last_seq + 100`.execute(db);
    expect(await run([], { file })).toMatchObject({ lines: 150, accepted: 1, duplicates: 149, resumedAfter: 128 });
  });

  it('names bad lines by number, stops for none, and fails; mended they go in', async () => {
    const good = [makeOrderEvent(), makeOrderEvent()];
    const bad = await run([
      '\uFEFF' + JSON.stringify(good[0]),
      '',
      '{bad',
      JSON.stringify({ ...makeOrderEvent(), kind: 'x' }),
      'x'.repeat(300_000),
      good[1] ?? '',
    ]);
    expect(bad).toMatchObject({ code: 1, lines: 5, accepted: 2, rejected: 3 });
    expect(bad.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'malformed'],
      [4, 'unknown_kind'],
      [5, 'too_large'],
    ]);
    expect(await run([], { file: bad.file })).toMatchObject({ code: 1, accepted: 0, duplicates: 2, rejected: 3 });
    expect(await run(good)).toMatchObject({ code: 0, duplicates: 2 });
  });

  it('says what is no file', async () => {
    await expect(run([], { file: '/nowhere/events.ndjson' })).rejects.toMatchObject({ code: 'bad_config' });
    await expect(run([makeOrderEvent()], { hub: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'bad_config' });
    await expect(run([makeOrderEvent()], { hub: 'http://127.0.0.1:9', key: 'tk_x' })).rejects.toMatchObject({
      code: 'hub_unreachable',
    });
  });

  it('goes through a hub with a key, line numbers kept', async () => {
    const hub = await ingestHub(deps, { tk_key: askingAsKey() });
    const url = await hub.listen({ host: '127.0.0.1', port: 0 });
    const result = await run(['', makeOrderEvent(), '{bad', makeOrderEvent()], { hub: url, key: 'tk_key' });
    expect(result).toMatchObject({ code: 1, lines: 3, accepted: 2, rejected: 1 });
    expect(result.refused[0]?.line).toBe(3);
    await expect(run([makeOrderEvent()], { hub: url, key: 'tk_no' })).rejects.toMatchObject({ code: 'not_signed_in' });
  });
});

describe('the example of docs/import.md', () => {
  it('gives every customer and order of the retail data one event that the hub takes', async () => {
    const { users, orders } = retailSample(12, 30);
    const events = [...retailEvents(users, orders)];
    expect(events).toHaveLength(42);
    expect(await run(events)).toMatchObject({ code: 0, accepted: 42 });
    expect(await facts()).toMatchObject({ customers: 12, items: 42, conversations: 0 });
    expect(await run(events)).toMatchObject({ code: 0, duplicates: 42 });
  });

  it('assigns the same dates in every run, none of them ahead', () => {
    const { users, orders } = retailSample(5, 10);
    const dates = () => [...retailEvents(users, orders)].map((event) => event.occurredAt);
    expect(dates()).toEqual(dates());
    expect(dates().every((date) => date >= '2025-01-01' && date < '2026-01-01')).toBe(true);
  });
});
