import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IngestLine } from '#shared/wire/ingest.ts';
import { testDatabase } from '#test/support/database.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { makeEvent, makeOrderEvent } from '#test/support/factories/events.ts';
import { askingAsKey } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { ingestHub } from '#test/support/ingest-hub.ts';

const database = await testDatabase();
const deps = testDeps(database);
const { db } = deps;
await seedWorkspace(db);
const hub = await ingestHub(deps, { tk_plain: askingAsKey(), tk_asserts: askingAsKey(['identity:assert']) });

beforeEach(async () => {
  await sql`truncate customer cascade`.execute(db);
  await sql`truncate contact_point cascade`.execute(db);
});

type Options = { key?: string | null; type?: string };
async function post(payload: string | object, { key = 'tk_plain', type = 'application/json' }: Options = {}) {
  const response = await hub.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'content-type': type, ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  return { status: response.statusCode, text: response.body, type: response.headers['content-type'] };
}
async function lines(payload: string | object, options: Options = {}): Promise<IngestLine[]> {
  const { status, text } = await post(payload, options);
  expect(status).toBe(200);
  const answer = JSON.parse(text);
  expect(answer.ok).toBe(true);
  return answer.data.lines;
}
const ndjson = (...parts: (string | object)[]) =>
  parts.map((p) => (typeof p === 'string' ? p : JSON.stringify(p))).join('\n');
const items = async () =>
  Number(
    (await sql<{ n: number }>`select count(*)::int as n from timeline_item where source is not null`.execute(db))
      .rows[0]?.n,
  );
const codes = (answer: IngestLine[]) => answer.map((l) => l.error?.code ?? l.status);

describe('POST /api/v1/events', () => {
  it('takes a JSON array and answers line by line', async () => {
    const answer = await lines([makeEvent(), makeOrderEvent()]);
    expect(answer).toMatchObject([
      { line: 1, status: 'accepted' },
      { line: 2, status: 'accepted', seq: 3 },
    ]);
    expect(answer[0]?.itemId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await items()).toBe(2);
  });

  it('takes NDJSON and answers NDJSON, with the line numbers of the body', async () => {
    const body = `${ndjson(makeEvent(), '', makeEvent())}\r\n`;
    const { status, text, type } = await post(body, { type: 'application/x-ndjson' });
    expect(status).toBe(200);
    expect(type).toContain('application/x-ndjson');
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { line: 1, status: 'accepted' },
      { line: 3, status: 'accepted' },
    ]);
  });

  it('a bad line stops no other', async () => {
    const good = makeEvent();
    const body = ndjson(
      makeEvent(),
      '{"source": "bot", ',
      makeEvent({ kind: 'telepathy' as never }),
      makeEvent({ occurredAt: '9999-12-31T00:00:00Z' }),
      makeEvent({ occurredAt: '1969-12-31T00:00:00Z' }),
      makeEvent({ data: {} }),
      makeEvent({ data: { text: 'あ'.repeat(20_001) } }),
      makeEvent({ data: { text: 'x'.repeat(300_000) } }),
      makeEvent({ customer: { contactPoints: [{ kind: 'phone', value: 'call me' }] } }),
      '42',
      '"text"',
      'null',
      good,
    );
    const { text } = await post(body, { type: 'application/x-ndjson' });
    const answer: IngestLine[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(codes(answer)).toEqual([
      'accepted',
      'malformed',
      'unknown_kind',
      'future_date',
      'date_out_of_range',
      'invalid',
      'too_large',
      'too_large',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'accepted',
    ]);
    expect(answer[1]?.line).toBe(2);
    expect(answer[6]?.error?.message).toContain('20000 characters');
    expect(answer[7]?.error?.message).toContain('256 kB');
    expect(await items()).toBe(2);
  });

  it('tells what is wrong and not what was sent', async () => {
    const [answer] = await lines([makeEvent({ kind: 'message', data: { text: 42, secret: 'hanako@example.jp' } })]);
    expect(answer?.error?.message).toContain('data.text');
    expect(JSON.stringify(answer)).not.toContain('hanako');
    const { text } = await post('{"email": hanako@example.jp}', { type: 'application/x-ndjson' });
    expect(text).not.toContain('hanako');
  });

  it('refuses the whole only when it is no JSON, too large or nobody’s', async () => {
    expect(JSON.parse((await post('[{"a": ')).text)).toMatchObject({ ok: false, error: { code: 'malformed' } });
    expect(JSON.parse((await post('')).text)).toMatchObject({ ok: false, error: { code: 'malformed' } });
    const huge = await post(JSON.stringify([makeEvent({ data: { text: 'x'.repeat(10_000_000) } })]));
    expect(huge.status).toBe(413);
    expect(JSON.parse(huge.text)).toMatchObject({
      ok: false,
      error: { code: 'too_large', details: { limit: '8 MB' } },
    });
    expect((await post([makeEvent()], { key: null })).status).toBe(401);
    expect((await post([makeEvent()], { key: 'tk_wrong' })).status).toBe(401);
    expect(await items()).toBe(0);
  });

  it('an empty list is no error', async () => {
    expect(await lines([])).toEqual([]);
  });

  it('keeps what PostgreSQL can not, without it', async () => {
    const [answer] = await lines(
      '[{"source":"bot","externalId":"nul","kind":"message","occurredAt":"2026-04-01T00:00:00Z","channel":"chat","direction":"in","customer":{"contactPoints":[{"kind":"shop","value":"n"}]},"data":{"text":"a\\u0000b\\ud800c\\ud83d\\ude00"}}]',
    );
    expect(answer?.status).toBe('accepted');
    const row = await db.selectFrom('timeline_item').select('data').where('external_id', '=', 'nul').executeTakeFirst();
    expect(row?.data).toEqual({ text: 'ab\uFFFDc😀' });
  });
});

describe('[TL3] the same input twice is one item', () => {
  it('answers duplicate with the first id, in a later request and within one', async () => {
    const event = makeEvent();
    const [first] = await lines([event]);
    const answer = await lines([event, makeEvent(), event]);
    expect(answer[0]).toEqual({ ...first, status: 'duplicate' });
    expect(answer[1]?.status).toBe('accepted');
    expect(answer[2]).toEqual({ ...first, line: 3, status: 'duplicate' });
    const fresh = makeEvent();
    const twice = await lines([fresh, fresh]);
    expect(twice.map((l) => l.status)).toEqual(['accepted', 'duplicate']);
    expect(twice[1]?.itemId).toBe(twice[0]?.itemId);
  });

  it('holds for twenty at once', async () => {
    const event = makeEvent();
    const answers = (await Promise.all(Array.from({ length: 20 }, () => lines([event])))).flat();
    expect(new Set(answers.map((l) => l.itemId)).size).toBe(1);
    expect(answers.filter((l) => l.status === 'accepted')).toHaveLength(1);
    expect(await items()).toBe(1);
  });

  it('is by source: two systems may use one name', async () => {
    const event = makeEvent();
    const answer = await lines([event, { ...event, source: 'other' }]);
    expect(answer.map((l) => l.status)).toEqual(['accepted', 'accepted']);
  });
});

describe('[ID2] what a key may vouch for', () => {
  const phone = [{ kind: 'phone' as const, value: '090-1234-5678', verified: true }];

  it('a key without the grant only says; one with it asserts', async () => {
    const [asserted] = await lines([makeEvent({ customer: { contactPoints: phone } })], { key: 'tk_asserts' });
    const [said] = await lines([makeEvent({ customer: { contactPoints: phone } })]);
    expect(said?.customerId).not.toBe(asserted?.customerId);
    const [again] = await lines([makeEvent({ customer: { contactPoints: phone } })], { key: 'tk_asserts' });
    expect(again?.customerId).toBe(asserted?.customerId);
  });

  it('ids of its own shop are known by whoever gives them', async () => {
    const [one] = await lines([makeOrderEvent({ customer: { contactPoints: [{ kind: 'shop', value: 'user-9' }] } })]);
    const [other] = await lines([
      makeEvent({ source: 'bot', customer: { contactPoints: [{ kind: 'shop', value: 'user-9' }] } }),
    ]);
    expect(other?.customerId).toBe(one?.customerId);
  });
});

describe('items as they come in', () => {
  it('[PR4] card numbers are masked before they are stored', async () => {
    await lines([makeEvent({ externalId: 'card', data: { text: '4111 1111 1111 1111' } })]);
    const row = await db
      .selectFrom('timeline_item')
      .select('data')
      .where('external_id', '=', 'card')
      .executeTakeFirst();
    expect(row?.data).toEqual({ text: '•••• 1111' });
    const words = await sql<{
      n: number;
    }>`select count(*)::int as n from search_entry where body like '%4111%'`.execute(db);
    expect(words.rows[0]?.n).toBe(0);
  });

  it('no other system speaks as an agent of the hub', async () => {
    await lines([
      makeEvent({ externalId: 'agent', direction: 'out', author: { type: 'agent', id: 'somebody', name: 'Bot' } }),
    ]);
    const row = await db
      .selectFrom('timeline_item')
      .select('author')
      .where('external_id', '=', 'agent')
      .executeTakeFirst();
    expect(row?.author).toEqual({ type: 'agent', name: 'Bot' });
  });

  it('[CV10] the session stands on the point of the channel, not on the first one listed', async () => {
    const contactPoints = [
      { kind: 'shop' as const, value: 'u1' },
      { kind: 'email' as const, value: 'u1@example.jp' },
    ];
    await lines([makeEvent({ channel: 'email', customer: { contactPoints } })]);
    const row = await sql<{
      kind: string;
    }>`select p.kind from session s join contact_point p on p.id = s.contact_point_id`.execute(db);
    expect(row.rows).toEqual([{ kind: 'email' }]);
  });

  it('[TL2] seqs and versions stay without gaps under eight senders', async () => {
    const send = async (sender: number) => {
      for (let i = 0; i < 15; i++) {
        const shop = `user-${(sender + i) % 3}`;
        await lines([
          makeEvent({ customer: { contactPoints: [{ kind: 'shop', value: shop }] } }),
          makeOrderEvent({ customer: { contactPoints: [{ kind: 'shop', value: shop }] } }),
        ]);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, sender) => send(sender)));
    const gaps = await sql<{ ok: boolean }>`
      select c.last_seq = count(i.seq) and c.last_seq = max(i.seq) and c.topic_version = (
        select count(*) from topic_event e where e.topic = 'customer:' || c.id) as ok
      from customer c join timeline_item i on i.customer_id = c.id group by c.id`.execute(db);
    expect(gaps.rows).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await items()).toBe(240);
    const open = await sql<{ n: number }>`select count(*)::int as n from conversation`.execute(db);
    expect(open.rows[0]?.n).toBe(3);
  });
});
