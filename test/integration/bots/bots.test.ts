import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { addApiKey } from '#server/auth/add-api-key.ts';
import type { BotHandoffOut, BotTurn } from '#shared/domain/bot-handoff.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeLine } from '#test/support/factories/phone.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database);
const [anna, ben] = hub.agents;
const asAnna = await hub.signIn(anna);
const { key } = await addApiKey(hub.app.deps, 'a bot', ['bot:talk']);
const { key: plainKey } = await addApiKey(hub.app.deps, 'a shop', []);
let named = 0;

async function call<T>(method: 'GET' | 'POST', path: string, body?: object, as = key): Promise<Answer<T>> {
  const response = await hub.fetch(path, {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Answer<T>;
}
// Nobody has a window here: the hub takes them for gone after a while, and a slow run lasts longer.
beforeEach(() => db.updateTable('agent').set({ presence: 'ready' }).execute());

const handOver = (body: object, as?: string) => call<BotHandoffOut>('POST', '/api/v1/handoffs', body, as);

const name = () => ({ source: 'bot', externalId: `talk-${++named}`, botName: '受付ボット' });
const fromOutside = (over: object = {}) => ({
  ...name(),
  channel: 'line',
  customer: { name: '森 はるか', locale: 'ja', contactPoints: [{ kind: 'line', value: `U${++named}` }] },
  transcript: [
    { by: 'customer', text: '荷物が届きません', at: new Date(Date.now() - 60_000).toISOString() },
    { by: 'bot', text: 'ご注文番号をお知らせください', at: new Date(Date.now() - 50_000).toISOString() },
    { by: 'customer', text: '10023です', at: new Date(Date.now() - 40_000).toISOString() },
  ],
  intent: { code: 'delivery', text: '配送状況について' },
  fields: [{ label: 'ご注文番号', value: '10023' }],
  identity: { level: 'claimed' },
  ...over,
});

/** A customer in the widget, as the shop's page has them. */
async function visitor(text: string) {
  const session = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ locale: 'ja' }),
  });
  const { data } = (await session.json()) as { data: { token: string; customerId: string } };
  const say = async (words: string) => {
    const response = await hub.fetch('/api/v1/commands/visitor:send', {
      method: 'POST',
      headers: { authorization: `Bearer ${data.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), input: { text: words } }),
    });
    const answer = (await response.json()) as { data: { item: { conversationId: string; seq: number } } };
    return answer.data.item;
  };
  const first = await say(text);
  return { say, first, customerId: data.customerId };
}

const turnOf = async (conversationId: string): Promise<BotTurn | undefined> =>
  dataOf(await call<{ turns: BotTurn[] }>('GET', '/api/v1/bots/turns')).turns.find(
    (turn) => turn.conversationId === conversationId,
  );
const say = (conversationId: string, seq: number, text: string, externalId = `said-${++named}`) =>
  call<{ itemId: string }>('POST', '/api/v1/bots/messages', {
    source: 'bot',
    externalId,
    botName: '受付ボット',
    conversationId,
    seq,
    text,
  });

describe('a bot with channels of its own', () => {
  it('brings who it is and what was said, each line once, and waits in the queue with a clock', async () => {
    const body = fromOutside();
    const first = dataOf(await handOver(body));
    expect(first).toMatchObject({ answer: 'open', number: expect.any(Number) });
    const again = dataOf(await handOver(body));
    expect(again).toEqual(first);
    const { rows } = await sql<{ n: number; waits: Date | null; due: Date | null; owner: string | null }>`
      select (select count(*)::int from timeline_item i where i.conversation_id = c.id and i.kind = 'message') as n,
        c.customer_waits_since as waits, c.reply_due_at as due, c.owner_team_id as owner
      from conversation c where c.id = ${first.conversationId}`.execute(db);
    expect(rows).toEqual([{ n: 3, waits: expect.any(Date), due: expect.any(Date), owner: expect.any(String) }]);
    const { front } = dataOf(await asAnna.query('bot.front', { conversationId: first.conversationId ?? '' }));
    expect(front).toMatchObject({
      botName: '受付ボット',
      intent: { code: 'delivery' },
      fields: [{ label: 'ご注文番号', value: '10023' }],
      identity: { level: 'claimed' },
    });
  });

  it('[SY2] refuses the same name with another body, and both of two at once are one', async () => {
    const body = fromOutside();
    const answers = await Promise.all(Array.from({ length: 8 }, () => handOver(body)));
    expect(new Set(answers.map((answer) => dataOf(answer).handoffId)).size).toBe(1);
    refusalOf(await handOver({ ...body, botName: 'another' }), 'conflict');
  });

  it('refuses a key that may not speak, words of nobody, and what is no handover, and keeps nothing of it', async () => {
    const count = async () => (await sql<{ n: number }>`select count(*)::int as n from timeline_item`.execute(db)).rows;
    const before = await count();
    refusalOf(await handOver(fromOutside(), plainKey), 'forbidden');
    refusalOf(await handOver(fromOutside({ transcript: [] })), 'invalid');
    const botOnly = [{ by: 'bot', text: 'hello', at: new Date().toISOString() }];
    refusalOf(await handOver(fromOutside({ transcript: botOnly })), 'invalid');
    refusalOf(await handOver({ ...name(), channel: 'line' }), 'invalid');
    refusalOf(await handOver(fromOutside({ teamId: crypto.randomUUID() })), 'not_found');
    expect(await count()).toEqual(before);
  });

  it('[CV9] says wait when nobody is free, and closed with the next opening out of hours', async () => {
    await db.updateTable('agent').set({ presence: 'away' }).execute();
    expect(dataOf(await handOver(fromOutside()))).toMatchObject({ answer: 'wait', ahead: expect.any(Number) });
    const never = JSON.stringify([[], [], [], [], [], [], [{ from: 0, to: 1 }]]);
    const calendarId = crypto.randomUUID();
    await sql`insert into calendar (id, name, time_zone, weekly, holidays, days, created_at)
      values (${calendarId}, 'shut', 'Asia/Tokyo', ${never}::jsonb, null, '[]', now())`.execute(db);
    await db.updateTable('team').set({ calendar_id: calendarId }).execute();
    const closed = dataOf(await handOver(fromOutside()));
    expect(closed).toMatchObject({ answer: 'closed', opensAt: expect.stringMatching(/^20/) });
    expect(closed.words.ja).toContain('営業時間外');
    await db.updateTable('team').set({ calendar_id: null }).execute();
    await db.updateTable('agent').set({ presence: 'ready' }).execute();
  });
});

describe('a bot on the hub’s own chat', () => {
  it('has its turn until it hands over, and says how it stands as its last words', async () => {
    await db.updateTable('conversation').set({ customer_waits_since: null }).execute();
    const customer = await visitor('配送について');
    const { conversationId } = customer.first;
    const turn = await turnOf(conversationId);
    expect(turn).toMatchObject({ locale: 'ja', said: [{ by: 'customer', text: '配送について' }] });
    dataOf(await say(conversationId, turn?.seq ?? 0, 'ご注文番号は?'));
    expect(await turnOf(conversationId)).toBeUndefined();
    await customer.say('10023');
    const answer = dataOf(await handOver({ ...name(), conversationId, announce: true, intent: { code: 'delivery' } }));
    expect(answer.answer).toBe('open');
    const words = await sql<{ text: string; by: string }>`
      select data->>'text' as text, author->>'type' as by from timeline_item
      where conversation_id = ${conversationId} and kind = 'message' order by seq`.execute(db);
    expect(words.rows.map(({ by }) => by)).toEqual(['customer', 'integration', 'customer', 'integration']);
    expect(words.rows.at(-1)?.text).toBe(answer.words.ja);
    refusalOf(await say(conversationId, 99, 'まだいます'), 'person_speaks');
    const state = await call<{ state: string }>('GET', `/api/v1/handoffs/${answer.handoffId}`);
    expect(dataOf(state)).toMatchObject({ state: 'waiting' });
    const epoch = await epochOf(conversationId);
    dataOf(await asAnna.command('conversation:claim', { conversationId, epoch }));
    expect(dataOf(await call('GET', `/api/v1/handoffs/${answer.handoffId}`))).toMatchObject({
      state: 'with_person',
      person: expect.any(String),
    });
  });

  it('is told that the customer said more since, and says the same message once', async () => {
    const customer = await visitor('hello');
    const { conversationId, seq } = customer.first;
    await customer.say('and more');
    refusalOf(await say(conversationId, seq, 'too early'), 'stale');
    const turn = await turnOf(conversationId);
    const first = dataOf(await say(conversationId, turn?.seq ?? 0, 'yes?', 'once'));
    expect(dataOf(await say(conversationId, turn?.seq ?? 0, 'yes?', 'once')).itemId).toBe(first.itemId);
  });

  it('has no word after a person’s first, however they race', async () => {
    for (let round = 0; round < 15; round++) {
      const customer = await visitor(`round ${round}`);
      const { conversationId, seq } = customer.first;
      const claim = async () => {
        const epoch = await epochOf(conversationId);
        dataOf(await asAnna.command('conversation:claim', { conversationId, epoch }));
        const head = await sql<{
          seq: number;
        }>`select last_seq as seq from customer where id = ${customer.customerId}`.execute(db);
        return asAnna.command('message:send', {
          conversationId,
          epoch: epoch + 1,
          text: 'a person',
          seen: { [customer.customerId]: head.rows[0]?.seq ?? 0 },
        });
      };
      await Promise.all([claim(), ...Array.from({ length: 4 }, () => say(conversationId, seq, 'a bot'))]);
      const said = await sql<{ by: string }>`select author->>'type' as by from timeline_item
        where conversation_id = ${conversationId} and kind = 'message' order by seq`.execute(db);
      const after = said.rows.map(({ by }) => by);
      const person = after.indexOf('agent');
      if (person >= 0) expect(after.slice(person)).not.toContain('integration');
    }
  });
});

describe('an IVR', () => {
  it('shows its menu’s path before the call is answered, by the caller’s number', async () => {
    const line = await makeLine(db, hub.app.deps, { logins: [anna.login, ben.login] });
    const body = {
      ...name(),
      channel: 'phone',
      customer: { contactPoints: [{ kind: 'phone', value: '09012340099' }] },
      path: [
        { key: '2', label: 'ご注文について' },
        { key: '1', label: '配送状況' },
      ],
      intent: { code: 'delivery', text: '配送状況' },
      identity: { level: 'checked', facts: ['電話番号'] },
    };
    const answer = dataOf(await handOver(body));
    expect(answer.conversationId).toBeUndefined();
    const rung = dataOf(
      await asAnna.command('call:ring', {
        connectionId: line.id,
        sipCallId: 'ivr-1',
        from: '09012340099',
        to: '0312345678',
      }),
    );
    const pop = dataOf(await asAnna.query('call.customer', { callId: rung.call.id }));
    expect(pop.front).toMatchObject({
      path: [
        { key: '2', label: 'ご注文について' },
        { key: '1', label: '配送状況' },
      ],
      identity: { level: 'checked', facts: ['電話番号'] },
    });
    const other = dataOf(
      await asAnna.command('call:ring', {
        connectionId: line.id,
        sipCallId: 'ivr-2',
        from: '09055550001',
        to: '0312345678',
      }),
    );
    expect(dataOf(await asAnna.query('call.customer', { callId: other.call.id })).front).toBeUndefined();
  });
});

async function epochOf(conversationId: string): Promise<number> {
  const row = await db
    .selectFrom('conversation')
    .select('epoch')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return Number(row.epoch);
}
