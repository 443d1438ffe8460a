import { describe, expect, it } from 'vitest';
import type { Channel } from '#shared/domain/channels.ts';
import type { Crossing } from '#shared/domain/crossing.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { crossingDesk, tokenIn } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { makeAgent } from '#test/support/factories/people.ts';

const database = await testDatabase();
const desk = await crossingDesk(database);
const { db, deps } = desk;

const optionOf = async (conversationId: string, channel: Channel, more: Partial<Crossing> = {}) => {
  const { options } = await desk.ways(conversationId);
  return options.find((o) => o.channel === channel && (more.way ?? o.way) === o.way && (more.by ?? o.by) === o.by);
};
/** Leads them across, and gives what the fake providers and the thread got. */
async function crossed(from: Channel, crossing: Crossing, also: Channel[] = [], locale: 'ja' | 'en' = 'ja') {
  const begun = await desk.begin({ channel: from, also, locale });
  const { handoff } = dataOf(await desk.cross(begun.conversation, crossing));
  return { ...begun, handoff, ...(await desk.said(handoff)) };
}
const smsBody = () => desk.twilio.sent.at(-1)?.fields['Body'] ?? '';

describe('[HO6] a chat link', () => {
  it('goes out by SMS with the company’s name first, and stands on the thread without its secret', async () => {
    const { item, invitation, handoff, customer } = await crossed('phone', { channel: 'chat', way: 'link', by: 'sms' });
    expect(desk.twilio.sent.at(-1)?.fields['To']).toBe(customer.contactPoints[0]?.value);
    expect(smsBody()).toMatch(
      /^【北の焙煎所】木村です。続きはチャットでご案内いたします。こちらを開いてください（10:15まで・1回のみ有効）。\nhttps:\/\/hub\.example\.test\/go#j[\w-]{22}$/,
    );
    const stored = JSON.stringify([item, invitation, await db.selectFrom('outgoing').selectAll().execute()]);
    expect(stored).not.toContain(tokenIn(smsBody()));
    expect(item).toMatchObject({ channel: 'sms', direction: 'out', visibility: 'customer' });
    expect(item?.author).toMatchObject({ name: '木村' });
    expect(handoff).toMatchObject({ state: 'accepted', stage: 'crossing', invitation: { state: 'open' } });
  });

  it('goes by LINE, WhatsApp and mail as well, each in the customer’s language', async () => {
    await crossed('line', { channel: 'chat', way: 'link' }, [], 'en');
    expect(JSON.stringify(desk.line.sent.at(-1)?.messages)).toMatch(
      /木村 here\. Let us go on by chat.*\/go#e[\w-]{22}/,
    );
    await crossed('whatsapp', { channel: 'chat', way: 'link', by: 'whatsapp' });
    expect(JSON.stringify(desk.whatsapp.sent.at(-1)?.message)).toMatch(/続きはチャットでご案内.*\/go#j[\w-]{22}/);
    const { handoff } = await crossed('email', { channel: 'chat', way: 'link' });
    const mail = desk.post.taken().at(-1);
    expect(mail?.text).toMatch(/続きはチャットでご案内[\s\S]*\/go#j[\w-]{22}[\s\S]*北の焙煎所/);
    // A mail is read when it is read.
    expect(Date.parse(handoff.lapsesAt ?? '') - deps.clock.now().getTime()).toBe(24 * 60 * 60_000);
  });

  it('goes in the words that its sender left, with the link even when they took it out', async () => {
    const text = 'お写真はこちらへ（{time}まで）';
    await crossed('phone', { channel: 'chat', way: 'link', by: 'sms', text });
    expect(smsBody()).toMatch(/お写真はこちらへ（10:15まで）\nhttps:\/\/hub\.example\.test\/go#j[\w-]{22}$/);
  });
});

describe('[HO6] other ways across', () => {
  it('words on LINE, SMS and WhatsApp are answered there, on a leg that waits for them', async () => {
    for (const channel of ['line', 'sms', 'whatsapp'] as const) {
      const { handoff, conversation, pointOf, item } = await crossed('chat', { channel, way: 'message' }, [channel]);
      expect(item).toMatchObject({ channel, data: { text: expect.stringContaining('このままご返信ください') } });
      const legs = await db
        .selectFrom('session')
        .select(['channel', 'contact_point_id', 'connection_id', 'state'])
        .where('conversation_id', '=', conversation.id)
        .where('channel', '=', channel)
        .execute();
      const leg = { channel, contact_point_id: pointOf(channel)?.id, state: 'active' };
      expect(legs).toEqual([{ ...leg, connection_id: desk.connections[channel] }]);
      expect(handoff.stage).toBe('crossing');
    }
  });

  it('a mail carries what was said, and a call is made at the time that was said', async () => {
    const chat = await desk.begin({ channel: 'chat', also: ['email', 'phone'] });
    const { handoff } = dataOf(await desk.cross(chat.conversation, { channel: 'email', way: 'mail' }));
    await desk.said(handoff);
    expect(desk.post.taken().at(-1)?.text).toContain('これまでのやり取りをお送りいたします');

    const at = new Date(deps.clock.now().getTime() + 3 * 60 * 60_000).toISOString();
    const called = await crossed('chat', { channel: 'phone', way: 'callback', at }, ['phone']);
    expect(called.item).toMatchObject({
      channel: 'chat',
      data: {
        text: expect.stringMatching(/^木村です。13:00ごろ、末尾\d{4}の番号へお電話いたします。$/),
        crossing: { way: 'callback', at },
      },
    });
    const callback = await db
      .selectFrom('callback')
      .selectAll()
      .where('id', '=', called.invitation.callback_id ?? '')
      .executeTakeFirst();
    expect(callback).toMatchObject({
      conversation_id: called.conversation.id,
      owner_agent_id: desk.agent.id,
      state: 'open',
      number: called.pointOf('phone')?.value,
      due_at: new Date(at),
    });
    expect(called.handoff.lapsesAt).toBe(new Date(Date.parse(at) + 60 * 60_000).toISOString());
    dataOf(await desk.give(desk.me, 'handoff:withdraw', { handoffId: called.handoff.id }));
    const after = await db
      .selectFrom('callback')
      .select('state')
      .where('id', '=', callback?.id ?? '')
      .executeTakeFirst();
    expect(after).toEqual({ state: 'closed' });
  });

  it('our number is given to be called, with a button in the chat; codes are shown or told', async () => {
    const { item } = await crossed('chat', { channel: 'phone', way: 'call_link' });
    expect(item?.data).toMatchObject({
      text: '木村です。お電話でご案内いたします。03-1234-5678へおかけください（11:00まで）。',
      crossing: { way: 'call_link', number: '+81312345678' },
    });
    const shown = await crossed('line', { channel: 'store', way: 'code', by: 'line' });
    const code = shown.invitation.code ?? '';
    expect(code).toMatch(/^[2-9CFGHJMPQRVWX]{3}(-[2-9CFGHJMPQRVWX]{3}){2}$/);
    expect(JSON.stringify(desk.line.sent.at(-1)?.messages)).toContain(`コードをお見せください：${code}`);
    const told = await crossed('phone', { channel: 'store', way: 'code' });
    expect([told.item, told.handoff.invitation?.code]).toEqual([undefined, told.invitation.code]);
  });
});

describe('[HO6] who waits to be called already', () => {
  const callback = async (id: string | null) =>
    db
      .selectFrom('callback')
      .selectAll()
      .where('id', '=', id ?? '')
      .executeTakeFirstOrThrow();
  /** Waits at a number from before. */
  async function waitsAt(number: string, customerId: string, ownerAgentId: string | null = null) {
    const [id, now] = [deps.ids.next(), deps.clock.now()];
    const due = new Date(now.getTime() + 5 * 60 * 60_000);
    const times = { first_at: now, last_at: now, due_at: due, wish_from: due };
    await db
      .insertInto('callback')
      .values({
        ...times,
        id,
        number,
        customer_id: customerId,
        team_id: desk.team.id,
        owner_agent_id: ownerAgentId,
        reason: 'asked',
      })
      .execute();
    return id;
  }
  const called = { channel: 'phone', way: 'callback' } as const;

  it('somebody else at that number keeps their call as it is, and this way is refused', async () => {
    const { conversation, pointOf } = await desk.begin({ channel: 'chat', also: ['phone'] });
    const stranger = await desk.begin({ channel: 'chat' });
    const id = await waitsAt(pointOf('phone')?.value ?? '', stranger.customer.id);
    const before = await callback(id);
    const error = refusalOf(await desk.cross(conversation, called), 'no_way_across');
    expect(error.details).toMatchObject({ reason: 'no_contact_point' });
    expect(await callback(id)).toEqual(before);
  });

  it('their own earlier wish stays open when they are asked over again and when it is withdrawn', async () => {
    const { conversation, customer, pointOf } = await desk.begin({ channel: 'chat', also: ['phone'] });
    const id = await waitsAt(pointOf('phone')?.value ?? '', customer.id);
    const { handoff } = dataOf(await desk.cross(conversation, called));
    expect((await desk.said(handoff)).invitation).toMatchObject({ callback_id: id, callback_own: false });
    expect(await callback(id)).toMatchObject({ state: 'open', owner_agent_id: desk.agent.id });
    dataOf(await desk.give(desk.me, 'handoff:invite-again', { handoffId: handoff.id }));
    expect(await callback(id)).toMatchObject({ state: 'open' });
    dataOf(await desk.give(desk.me, 'handoff:withdraw', { handoffId: handoff.id }));
    expect(await callback(id)).toMatchObject({ state: 'open' });
  });

  it('[CV2] a colleague who has it keeps it', async () => {
    const { conversation, customer, pointOf } = await desk.begin({ channel: 'chat', also: ['phone'] });
    const colleague = await makeAgent(db, [desk.team]);
    const id = await waitsAt(pointOf('phone')?.value ?? '', customer.id, colleague.id);
    dataOf(await desk.cross(conversation, called));
    expect(await callback(id)).toMatchObject({ owner_agent_id: colleague.id });
  });
});

describe('[HO6] what does not reach them', () => {
  it('[PR2] is said before, and refused after: consent, blocks, windows, quotas, nothing to reach them by', async () => {
    const { conversation, customer, pointOf } = await desk.begin({
      channel: 'chat',
      also: ['sms', 'line', 'whatsapp'],
    });
    const why = async (channel: Channel, more: Partial<Crossing> = {}) =>
      (await optionOf(conversation.id, channel, more))?.why;
    expect([await why('line'), await why('sms'), await why('whatsapp'), await why('email')]).toEqual([
      undefined,
      undefined,
      undefined,
      'no_contact_point',
    ]);
    await db
      .insertInto('consent_state')
      .values({
        customer_id: customer.id,
        channel: 'sms',
        purpose: 'all',
        granted: false,
        since: deps.clock.now(),
        item_id: (await someItem(customer.id)).id,
        source: null,
      })
      .execute();
    await db
      .updateTable('contact_point')
      .set({ blocked_at: deps.clock.now() })
      .where('id', '=', pointOf('line')?.id ?? '')
      .execute();
    deps.clock.advance(25 * 60 * 60_000);
    expect([await why('line'), await why('sms'), await why('whatsapp')]).toEqual([
      'blocked',
      'consent_withdrawn',
      'window_closed',
    ]);
    for (const [channel, reason] of [
      ['line', 'blocked'],
      ['sms', 'consent_withdrawn'],
      ['whatsapp', 'window_closed'],
      ['email', 'no_contact_point'],
    ] as const) {
      const way = channel === 'email' ? 'mail' : 'message';
      const error = refusalOf(await desk.cross(conversation, { channel, way }), 'no_way_across');
      expect(error.details).toMatchObject({ reason });
    }
    const other = await desk.begin({ channel: 'chat', also: ['line'] });
    await db
      .insertInto('line_quota')
      .values({ connection_id: desk.connections.line, most: 500, used: 500, read_at: deps.clock.now() })
      .execute();
    expect((await optionOf(other.conversation.id, 'line'))?.why).toBe('quota_used');
    await db.deleteFrom('line_quota').execute();
  });

  it('[CV9] nobody who is not here is rung or buzzed at night, unless it is for a time when somebody is there', async () => {
    const calendarId = deps.ids.next();
    const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 0 || day === 6 ? [] : [{ from: 540, to: 1080 }]));
    await db
      .insertInto('calendar')
      .values({
        id: calendarId,
        name: 'Weekdays',
        time_zone: 'Asia/Tokyo',
        weekly: JSON.stringify(weekly),
        created_at: deps.clock.now(),
      })
      .execute();
    await db.updateTable('team').set({ calendar_id: calendarId }).where('id', '=', desk.team.id).execute();
    deps.clock.set('2026-04-08T13:00:00Z'); // ten in the evening in Tokyo
    const { conversation } = await desk.begin({ channel: 'email', also: ['sms'] });
    expect((await optionOf(conversation.id, 'sms'))?.why).toBe('quiet_hours');
    refusalOf(await desk.cross(conversation, { channel: 'phone', way: 'callback' }), 'no_way_across');
    refusalOf(await desk.cross(conversation, { channel: 'chat', way: 'link', by: 'sms' }), 'no_way_across');
    // By mail nobody wakes up.
    expect(await optionOf(conversation.id, 'chat')).toMatchObject({ by: 'email', reachable: true, best: true });
    const at = '2026-04-09T01:00:00.000Z';
    dataOf(await desk.cross(conversation, { channel: 'phone', way: 'callback', at }));
    // Who is here on the phone waits for the SMS.
    const here = await desk.begin({ channel: 'phone' });
    expect((await optionOf(here.conversation.id, 'chat', { by: 'sms' }))?.reachable).toBe(true);
    await db.updateTable('team').set({ calendar_id: null }).where('id', '=', desk.team.id).execute();
    deps.clock.set('2026-04-01T01:00:00Z');
  });

  it('the channel they are on, a broken connection, and a hub that nobody reaches lead nowhere', async () => {
    const { conversation } = await desk.begin({ channel: 'phone' });
    refusalOf(await desk.cross(conversation, { channel: 'phone', way: 'callback' }), 'no_way_across');
    expect((await desk.ways(conversation.id)).options.filter(({ channel }) => channel === 'phone')).toEqual([]);
    const broken = { last_error_at: deps.clock.now(), last_ok_at: null, last_error_code: 'bad_credentials' };
    await db.updateTable('channel_connection').set(broken).where('id', '=', desk.connections.sms).execute();
    expect((await optionOf(conversation.id, 'chat', { by: 'sms' }))?.why).toBe('connection_failing');
    await db
      .updateTable('channel_connection')
      .set({ last_error_at: null })
      .where('id', '=', desk.connections.sms)
      .execute();
    await db
      .updateTable('channel_connection')
      .set({ state: 'paused' })
      .where('id', '=', desk.connections.sms)
      .execute();
    expect((await optionOf(conversation.id, 'chat', { by: 'sms' }))?.why).toBe('connection_paused');
    await db
      .updateTable('channel_connection')
      .set({ state: 'active' })
      .where('id', '=', desk.connections.sms)
      .execute();
  });

  it('every team says who is ready, who waits, and how long somebody waited lately', async () => {
    const { conversation } = await desk.begin({ channel: 'phone' });
    const { waits, options } = await desk.ways(conversation.id);
    expect(waits.find(({ teamId }) => teamId === desk.team.id)).toMatchObject({
      open: true,
      ready: expect.any(Number),
    });
    const best = options.filter((o) => o.best).map((o) => o.channel);
    expect(new Set(best).size).toBe(best.length);
    expect(options.every((o) => o.reachable === (o.why === undefined))).toBe(true);
  });
});

function someItem(customerId: string) {
  return makeItem(
    deps,
    { id: customerId },
    { kind: 'note', data: { text: 'STOP' }, visibility: 'internal', direction: 'none' },
  );
}
