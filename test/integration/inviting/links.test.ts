import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import { dataOf } from '#test/support/commands.ts';
import { crossingDesk, tokenIn } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const desk = await crossingDesk(database);
const { db, deps } = desk;
const logged: string[] = [];
const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
const hub = await testHub(database, { clock: deps.clock, seeded: desk, publicUrl: deps.publicUrl, logger });

const knock = async (body: Record<string, unknown>, path = 'session') => {
  const response = await hub.fetch(`/api/v1/visitor/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const sessionIn = ({ text }: { text: string }) => dataOf(JSON.parse(text) as Answer<VisitorSession>);

async function asVisitor<T>({ token }: VisitorSession, path: string, body?: unknown): Promise<Answer<T>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  return (await (await hub.fetch(`/api/v1/${path}`, init)).json()) as Answer<T>;
}
const say = (visitor: VisitorSession, text: string) =>
  asVisitor(visitor, 'commands/visitor:send', { id: randomUUID(), input: { text } });
const read = async (visitor: VisitorSession) =>
  dataOf(await asVisitor<VisitorHistory>(visitor, 'visitor/history')).items.map(
    ({ data }) => 'text' in data && data.text,
  );

/** Somebody on the phone gets a link by SMS. */
async function linked() {
  const begun = await desk.begin({ channel: 'phone' });
  const { handoff } = dataOf(await desk.cross(begun.conversation, { channel: 'chat', way: 'link', by: 'sms' }));
  await desk.said(handoff);
  return { ...begun, handoff, token: tokenIn(desk.twilio.sent.at(-1)?.fields['Body'] ?? '') };
}
const stateOf = async (handoffId: string) =>
  db.selectFrom('handoff').select(['state', 'stage']).where('id', '=', handoffId).executeTakeFirstOrThrow();

it('[HO4] who comes by a link is on the conversation, and with their first word the handoff is complete', async () => {
  const { token, handoff, conversation } = await linked();
  const visitor = sessionIn(await knock({ invitation: token }));
  expect(visitor.greeting.ja).toContain('担当の木村がご案内いたします。これまでの内容は引き継いでおります');
  expect(await stateOf(handoff.id)).toEqual({ state: 'accepted', stage: 'crossing' });
  dataOf(await say(visitor, '写真です'));
  expect(await stateOf(handoff.id)).toMatchObject({ state: 'completed' });
  expect(await read(visitor)).toEqual(['写真です']);
  const now = await db.selectFrom('conversation').selectAll().where('id', '=', conversation.id).executeTakeFirst();
  expect(now).toMatchObject({ channel: 'chat', status: 'open' });
});

const OVER = JSON.stringify({ status: 404, code: 'invitation_over' });
const shapeOf = ({ status, text }: { status: number; text: string }) => {
  const answer = JSON.parse(text) as Answer<unknown>;
  return JSON.stringify({ status, code: answer.ok ? 'ok' : answer.error.code });
};
const sessionsOf = async (conversationId: string) =>
  (await db.selectFrom('session').select('id').where('conversation_id', '=', conversationId).execute()).length;
const visitors = async () => (await db.selectFrom('visitor').select('id').execute()).length;

it('[HO6] a used, late, revoked, changed or made-up link gets one answer, byte for byte, and has no effect', async () => {
  const used = await linked();
  sessionIn(await knock({ invitation: used.token }));
  const late = await linked();
  const revoked = await linked();
  dataOf(await desk.give(desk.me, 'handoff:withdraw', { handoffId: revoked.handoff.id }));
  deps.clock.advance(16 * 60_000);
  const good = await linked();
  const flipped = [...good.token].map((letter, at) => {
    const other = letter === 'A' ? 'B' : 'A';
    return good.token.slice(0, at) + other + good.token.slice(at + 1);
  });
  const junk = [
    '',
    ' ',
    'x',
    'あ'.repeat(100),
    "'; drop table invitation; --",
    `${good.token} `,
    good.token.slice(0, -1),
  ];
  const before = [await visitors(), await sessionsOf(good.conversation.id)];
  const answers = [];
  for (const invitation of [used.token, late.token, revoked.token, ...flipped, ...junk]) {
    answers.push(await knock({ invitation }));
    answers.push(await knock({ invitation, secret: 'x'.repeat(43) }));
  }
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(new Set(answers.map(shapeOf))).toEqual(new Set([OVER]));
  expect([await visitors(), await sessionsOf(good.conversation.id)]).toEqual(before);
  sessionIn(await knock({ invitation: good.token }));
});

it('[HO6] of browsers that race one comes in, and whoever asks again with its secret is the same visitor', async () => {
  const { token, conversation } = await linked();
  const secrets = Array.from({ length: 8 }, (_, n) => `${n}`.repeat(43));
  const answers = await Promise.all(secrets.map((secret) => knock({ invitation: token, secret })));
  const won = answers.findIndex(({ status }) => status === 200);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(404)]);
  const first = answers[won];
  if (first === undefined) throw new Error('nobody came in');
  const visitor = sessionIn(first);
  expect(visitor.secret).toBe(secrets[won]);
  // The answer was lost on the way: the same question has the same answer, and no second leg.
  const again = sessionIn(await knock({ invitation: token, secret: secrets[won] }));
  expect(again.visitorId).toBe(visitor.visitorId);
  expect(await sessionsOf(conversation.id)).toBe(3);
  dataOf(await say(again, 'はい'));
  const known = sessionIn(await knock({ secret: secrets[won] }));
  expect(known.visitorId).toBe(visitor.visitorId);
  expect(shapeOf(await knock({ invitation: token, secret: secrets[(won + 1) % 8] }))).toBe(OVER);
});

it('[HO6] looking opens nothing: neither the page nor a preview of it knows whose it is', async () => {
  const { token, handoff } = await linked();
  const pages = await Promise.all(['GET', 'HEAD', 'GET'].map((method) => hub.fetch('/go', { method })));
  for (const page of pages) {
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toContain('no-store');
  }
  const state = await db
    .selectFrom('invitation')
    .select('state')
    .where('handoff_id', '=', handoff.id)
    .executeTakeFirst();
  expect(state).toEqual({ state: 'open' });
  sessionIn(await knock({ invitation: token }));
});

it('[TL5] who comes by a link reads their own leg, and not what another browser said in the same conversation', async () => {
  const first = sessionIn(await knock({}));
  dataOf(await say(first, 'ほかのブラウザの言葉'));
  const other = await db
    .selectFrom('conversation')
    .selectAll()
    .where('customer_id', '=', first.customerId)
    .executeTakeFirstOrThrow();
  dataOf(await desk.give(desk.me, 'conversation:claim', { conversationId: other.id, epoch: Number(other.epoch) }));
  const customer = { customer_id: other.customer_id, since: deps.clock.now(), id: deps.ids.next() };
  const point = deps.ids.next();
  await db
    .insertInto('contact_point')
    .values({ id: point, kind: 'phone', value: '+819055550001', created_at: deps.clock.now() })
    .execute();
  await db
    .insertInto('contact_point_link')
    .values({ ...customer, contact_point_id: point, verified_by: 'test' })
    .execute();
  await db.updateTable('conversation').set({ channel: 'email' }).where('id', '=', other.id).execute();
  const conversation = { id: other.id, epoch: Number(other.epoch) + 1 };
  const { handoff } = dataOf(await desk.cross(conversation, { channel: 'chat', way: 'link', by: 'sms' }));
  await desk.said(handoff);
  deps.clock.advance(1000);
  const second = sessionIn(await knock({ invitation: tokenIn(desk.twilio.sent.at(-1)?.fields['Body'] ?? '') }));
  expect(second.customerId).toBe(first.customerId);
  expect(await read(second)).toEqual([]);
  dataOf(await say(second, 'リンクから来ました'));
  expect(await read(second)).toEqual(['リンクから来ました']);
  expect(await read(first)).toEqual(['ほかのブラウザの言葉']);
});

/** Came by a link, spoke, is on the phone again, and is asked into the chat once more. */
async function askedAgain() {
  const { token, conversation } = await linked();
  const secret = randomUUID().repeat(2);
  const visitor = sessionIn(await knock({ invitation: token, secret }));
  dataOf(await say(visitor, 'はい'));
  await db.updateTable('conversation').set({ channel: 'phone' }).where('id', '=', conversation.id).execute();
  const now = await db.selectFrom('conversation').select('epoch').where('id', '=', conversation.id).executeTakeFirst();
  const epoch = Number(now?.epoch);
  const facts = (
    await db.selectFrom('identity_checklist').selectAll().where('purpose', '=', 'refund').executeTakeFirstOrThrow()
  ).facts as { code: string }[];
  const check = { purpose: 'refund', passed: true, facts: facts.map(({ code }) => code) } as const;
  dataOf(await desk.give(desk.me, 'check:record', { conversationId: conversation.id, epoch, ...check }));
  const crossing = { channel: 'chat', way: 'link', by: 'sms' } as const;
  const { handoff } = dataOf(await desk.cross({ id: conversation.id, epoch }, crossing));
  await desk.said(handoff);
  return { visitor, secret, conversation, handoff, token: tokenIn(desk.twilio.sent.at(-1)?.fields['Body'] ?? '') };
}

it('[HO6] who was a visitor before the link stays one when it is taken back', async () => {
  const { visitor, secret, handoff, token } = await askedAgain();
  expect(sessionIn(await knock({ invitation: token, secret })).visitorId).toBe(visitor.visitorId);
  dataOf(await desk.give(desk.me, 'handoff:withdraw', { handoffId: handoff.id }));
  expect(sessionIn(await knock({ secret })).visitorId).toBe(visitor.visitorId);
});

it('[PR6] a check comes along by what we gave them alone, not by another browser that spoke first', async () => {
  const { visitor, conversation, handoff, token } = await askedAgain();
  deps.clock.advance(1000);
  sessionIn(await knock({ invitation: token }));
  dataOf(await say(visitor, '先に話しました'));
  expect(await stateOf(handoff.id)).toMatchObject({ state: 'completed' });
  const items = await db
    .selectFrom('timeline_item')
    .select('data')
    .where('conversation_id', '=', conversation.id)
    .where('kind', '=', 'identity')
    .execute();
  expect(JSON.stringify(items)).not.toContain('check_carried');
});

it('[PR6] the check that was made comes along for questions, with its own end, and never for money or an address', async () => {
  const { conversation } = await desk.begin({ channel: 'phone' });
  const facts = (
    await db.selectFrom('identity_checklist').selectAll().where('purpose', '=', 'refund').executeTakeFirstOrThrow()
  ).facts as { code: string }[];
  const { expiresAt } = dataOf(
    await desk.give(desk.me, 'check:record', {
      conversationId: conversation.id,
      epoch: 1,
      purpose: 'refund',
      passed: true,
      facts: facts.map(({ code }) => code),
    }),
  );
  const { handoff } = dataOf(await desk.cross(conversation, { channel: 'chat', way: 'link', by: 'sms' }));
  await desk.said(handoff);
  deps.clock.advance(60_000);
  const visitor = sessionIn(await knock({ invitation: tokenIn(desk.twilio.sent.at(-1)?.fields['Body'] ?? '') }));
  const standings = async () => {
    const { purposes } = dataOf(
      (await (await hub.signIn(desk.agent)).query('check.state', { conversationId: conversation.id })) as Answer<{
        purposes: { purpose: string; standing: string; last?: { expiresAt: string } }[];
      }>,
    );
    return Object.fromEntries(purposes.map(({ purpose, standing, last }) => [purpose, [standing, last?.expiresAt]]));
  };
  expect((await standings())['inquiry']?.[0]).toBe('none');
  dataOf(await say(visitor, '写真です'));
  expect(await standings()).toMatchObject({
    inquiry: ['enough', expiresAt],
    refund: ['carried', expiresAt],
    address_change: ['none', undefined],
  });
  const item = await db
    .selectFrom('timeline_item')
    .selectAll()
    .where('conversation_id', '=', conversation.id)
    .where('kind', '=', 'identity')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect(item).toMatchObject({
    visibility: 'internal',
    data: { event: 'check_carried', check: { purpose: 'inquiry' } },
  });
  deps.clock.set(expiresAt);
  expect((await standings())['inquiry']?.[0]).toBe('expired');
});

it('[HO6] a code is typed any way, opens once, and only where it leads', async () => {
  const { conversation } = await desk.begin({ channel: 'phone' });
  const { handoff } = dataOf(await desk.cross(conversation, { channel: 'chat', way: 'code' }));
  const code = handoff.invitation?.code ?? '';
  const store = await desk.begin({ channel: 'phone' });
  const toStore = dataOf(await desk.cross(store.conversation, { channel: 'store', way: 'code' })).handoff;
  for (const wrong of ['222-222-222', toStore.invitation?.code ?? '', '', 'あ'])
    expect(shapeOf(await knock({ code: wrong }, 'code'))).toBe(OVER);
  sessionIn(await knock({ code: ` ${code.toLowerCase().replaceAll('-', '')} ` }, 'code'));
  expect(shapeOf(await knock({ code }, 'code'))).toBe(OVER);
});

it('[PR4] no log holds a link’s secret, a code or a visitor’s secret, whatever became of them', async () => {
  const { token } = await linked();
  const secret = 'a-secret-that-a-browser-made-for-itself-0123456789';
  await knock({ invitation: token, secret });
  await knock({ invitation: token });
  await knock({ code: '4F7-Q2M-9XC' }, 'code');
  await hub.fetch(`/go/${token}`);
  await hub.fetch(`/go?t=${token}`);
  const all = logged.join('\n');
  expect(all).toContain('/api/v1/visitor/session');
  for (const word of [token, secret, '4F7-Q2M-9XC']) expect(all).not.toContain(word);
});

it('[HO6] what was opened and then taken back lets its browser say nothing as if it were still expected', async () => {
  const { token, handoff, conversation } = await linked();
  const visitor = sessionIn(await knock({ invitation: token, secret: 'y'.repeat(43) }));
  dataOf(await desk.give(desk.me, 'handoff:withdraw', { handoffId: handoff.id }));
  expect(shapeOf(await knock({ invitation: token, secret: 'y'.repeat(43) }))).toBe(OVER);
  const leg = await db
    .selectFrom('session')
    .select('state')
    .where('conversation_id', '=', conversation.id)
    .where('channel', '=', 'chat')
    .executeTakeFirst();
  expect(leg).toEqual({ state: 'ended' });
  expect(await read(visitor)).toEqual([]);
  expect(await stateOf(handoff.id)).toMatchObject({ state: 'withdrawn' });
});

const linksOf = async (visitorId: string) =>
  db
    .selectFrom('contact_point_link')
    .innerJoin('visitor', 'visitor.contact_point_id', 'contact_point_link.contact_point_id')
    .select(['until', 'verified_by'])
    .where('visitor.id', '=', visitorId)
    .execute();

it('[HO6] the browser that had opened what was taken back is a stranger’s from then on', async () => {
  const { token, handoff } = await linked();
  const visitor = sessionIn(await knock({ invitation: token, secret: 'z'.repeat(43) }));
  expect(await linksOf(visitor.visitorId)).toMatchObject([{ until: null, verified_by: 'invitation' }]);
  dataOf(await desk.give(desk.me, 'handoff:withdraw', { handoffId: handoff.id }));
  expect(await linksOf(visitor.visitorId)).toEqual([{ until: deps.clock.now(), verified_by: 'invitation' }]);
  const again = sessionIn(await knock({ secret: 'z'.repeat(43) }));
  expect(again.visitorId).not.toBe(visitor.visitorId);
  expect(again.customerId).not.toBe(visitor.customerId);
});
