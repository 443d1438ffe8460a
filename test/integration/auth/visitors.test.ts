import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MadeConversation, makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const clock = fakeClock();
const hub = await testHub(database, { clock });
const { authenticate, deps } = hub.app;

async function session(body: unknown): Promise<VisitorSession> {
  const answer = await ask(body);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.data;
}

async function ask(body: unknown): Promise<Answer<VisitorSession>> {
  const response = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer<VisitorSession>;
}

function signed(claims: Record<string, string>, life = 3600, secret = 'test-widget-secret'): Promise<string> {
  const now = clock.now().getTime() / 1000;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(now + life)
    .sign(new TextEncoder().encode(secret));
}

function say(at: MadeConversation, data: { text: string }, over: Record<string, unknown> = {}) {
  return makeItem(deps, { id: at.customerId }, { conversationId: at.id, sessionId: at.sessionId, data, ...over });
}

const history = async (token: string, query = ''): Promise<VisitorHistory> => {
  const response = await hub.fetch(`/api/v1/visitor/history${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await response.json()) as { data: VisitorHistory }).data;
};

describe('a visitor', () => {
  it('is new the first time and known again by the secret', async () => {
    const first = await session({ locale: 'ja' });
    expect(first.secret).toMatch(/^[\w-]{43}$/);
    expect(first.workspaceName).toBe('Test shop');
    const again = await session({ secret: first.secret });
    expect(again).toMatchObject({ visitorId: first.visitorId, customerId: first.customerId });
    expect(again.secret).toBeUndefined();
    const pass = await authenticate.visitor(again.token);
    expect(pass).toMatchObject({ visitorId: first.visitorId, customerId: first.customerId });
    expect(pass.asking).toMatchObject({
      name: 'お客様',
      locale: 'ja',
      actor: { role: 'visitor', id: first.visitorId },
    });
  });

  it('with a secret nobody knows is new', async () => {
    const stranger = await session({ secret: 'made up' });
    expect(stranger.secret).toBeDefined();
  });

  it('has a token of a quarter of an hour that opens nothing of the desk', async () => {
    const { token } = await session({});
    const asked = await hub.fetch('/api/v1/queries/me', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(asked.status).toBe(401);
    clock.advance(15 * 60_000 + 1000);
    await expect(authenticate.visitor(token)).rejects.toMatchObject({ code: 'token_expired' });
  });
});

describe('a visitor whom the shop signs for', () => {
  it('[ID2] is the customer that the shop says', async () => {
    const hanako = await makeCustomer(database.db, [{ kind: 'shop', value: 'c-1001' }]);
    const visitor = await session({
      identity: await signed({ sub: 'c-1001', email: 'hanako@example.com', name: '佐藤 花子' }),
    });
    expect(visitor.customerId).toBe(hanako.id);
    expect((await authenticate.visitor(visitor.token)).asking.name).toBe('佐藤 花子');
  });

  it('[ID2] who was nobody yet becomes that customer, and their secret still knows them', async () => {
    const anonymous = await session({});
    const known = await session({
      secret: anonymous.secret,
      identity: await signed({ sub: 'c-2002', name: 'Mary Smith' }),
    });
    expect(known.visitorId).toBe(anonymous.visitorId);
    expect(known.customerId).toBe(anonymous.customerId);
    const { rows } = await database.pool.query('select name from customer where id = $1', [known.customerId]);
    expect(rows).toEqual([{ name: 'Mary Smith' }]);
  });

  it('moves to a customer the hub already knows; what was said before stays readable to them', async () => {
    const mary = await makeCustomer(database.db, [{ kind: 'shop', value: 'c-3003' }], { name: 'Mary' });
    const anonymous = await session({});
    const pass = await authenticate.visitor(anonymous.token);
    const conversation = await makeConversation(database.db, {
      customer: { id: anonymous.customerId },
      team: hub.team,
      session: { contact_point_id: pass.contactPointId },
    });
    await say(conversation, { text: 'before' });
    const known = await session({ secret: anonymous.secret, identity: await signed({ sub: 'c-3003' }) });
    expect(known).toMatchObject({ customerId: mary.id, visitorId: anonymous.visitorId });
    const { items, head } = await history(known.token);
    expect(items.map((item) => item.data)).toEqual([{ text: 'before' }]);
    expect(head.topic).toBe(`customer:${mary.id}`);
  });

  it('is a new visitor in a browser that was another customer’s, and reads nothing of theirs', async () => {
    const one = await session({ identity: await signed({ sub: 'c-4001' }) });
    const two = await session({ secret: one.secret, identity: await signed({ sub: 'c-4002' }) });
    expect(two.visitorId).not.toBe(one.visitorId);
    expect(two.customerId).not.toBe(one.customerId);
    expect(two.secret).toBeDefined();
  });

  it('is not believed with another secret, none, too long a life, or when it is over', async () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const claims = Buffer.from('{"sub":"c-1001","exp":9999999999}').toString('base64url');
    const refused = [
      await signed({ sub: 'c-1001' }, 3600, 'another secret'),
      `${none}.${claims}.`,
      await signed({ sub: 'c-1001' }, 25 * 3600),
      await signed({ name: 'no sub' }),
      'x',
    ];
    for (const identity of refused) expect(await ask({ identity })).toMatchObject({ error: { code: 'not_signed_in' } });
    expect(await ask({ identity: await signed({ sub: 'c-1001' }, -1) })).toMatchObject({
      error: { code: 'token_expired' },
    });
  });
});

describe('what a visitor reads', () => {
  it('[TL5] is what they said and were told in the widget, page by page, and nothing else', async () => {
    const visitor = await session({});
    const pass = await authenticate.visitor(visitor.token);
    const customer = { id: visitor.customerId };
    const own = await makeConversation(database.db, {
      customer,
      team: hub.team,
      session: { contact_point_id: pass.contactPointId },
    });
    const other = await makeConversation(database.db, { customer, team: hub.team });
    for (let i = 1; i <= 5; i++) await say(own, { text: `m${i}` });
    await say(own, { text: 'internal' }, { kind: 'note', visibility: 'internal', direction: 'none' });
    await say(other, { text: 'another matter' });
    const newest = await history(visitor.token, '?limit=3');
    expect(newest.items.map((item) => item.data)).toEqual([{ text: 'm3' }, { text: 'm4' }, { text: 'm5' }]);
    const older = await history(visitor.token, `?limit=3&before=${newest.before}`);
    expect(older.items.map((item) => item.data)).toEqual([{ text: 'm1' }, { text: 'm2' }]);
    expect(older.before).toBeUndefined();
    expect(newest.head.version).toBe(7);
    const bad = await hub.fetch('/api/v1/visitor/history?before=x', {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(bad.status).toBe(400);
  });

  it('is not what an agent’s token may ask for', async () => {
    const anna = await hub.signIn(hub.agents[0]);
    expect((await anna.fetch('/api/v1/visitor/history')).status).toBe(401);
  });
});
