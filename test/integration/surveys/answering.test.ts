import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { findConnection } from '#server/channels/connections/connections.repository.ts';
import { openConnection } from '#server/channels/connections/open-connection.ts';
import { hear } from '#server/channels/hear.ts';
import { thankFor } from '#server/channels/surveying/thank.service.ts';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import { inWork } from '#server/work.ts';
import { channelFacts } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { testDatabase } from '#test/support/database.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { rateTokens, surveyDesk } from '#test/support/survey-desk.ts';

const database = await testDatabase();
const desk = await surveyDesk(database);
const { db, deps } = desk;
const hub = await testHub(database, { clock: deps.clock, seeded: desk, publicUrl: deps.publicUrl });

beforeEach(async () => {
  deps.clock.set('2026-04-02T01:00:00.000Z');
  await desk.setup();
});

type Told = { ok: boolean; data?: Record<string, unknown>; error?: { code: string; message: string } };

async function post(path: string, body: unknown, token?: string): Promise<Told> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const answer = await hub.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Told;
}
const look = (token: string, browser: string) => post('/api/v1/survey/look', { token, browser });
const answer = (token: string, browser: string, score: number, comment?: string) =>
  post('/api/v1/survey/answer', { token, browser, score, ...(comment === undefined ? {} : { comment }) });
const newBrowser = () => randomUUID() + randomUUID();

/** Asked by mail; the secret of the link in it. */
async function askedByMail(locale: 'ja' | 'en' = 'en') {
  const begun = await desk.asked({ channel: 'email', locale });
  const token = rateTokens(desk.post.taken().at(-1)?.text ?? '')[0] ?? '';
  expect(token).toHaveLength(23);
  return { ...begun, token, id: begun.conversation.id };
}

describe('by the link', () => {
  it('the page is told the question in the customer’s language; an answer stands on the thread, once, and opens nothing', async () => {
    const { token, id, customer } = await askedByMail('ja');
    const browser = newBrowser();
    const before = await desk.rowOf(id);
    expect(await look(token, browser)).toEqual({
      ok: true,
      data: { locale: 'ja', question: '北の焙煎所です。今回の対応はいかがでしたか。', answered: false },
    });
    const said = await answer(token, browser, 4, 'とても早かったです');
    expect(said.data?.['thanks']).toMatch('ご回答ありがとうございます');
    for (const comment of [undefined, 'とても早かったです']) {
      deps.clock.advance(1000);
      expect(await answer(token, browser, 4, comment)).toEqual(said);
    }
    const [item, ...more] = await desk.answers(id);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      customer_id: customer.id,
      channel: 'email',
      direction: 'in',
      visibility: 'internal',
      data: {
        score: 4,
        outOf: 5,
        comment: 'とても早かったです',
        agent: { id: desk.agent.id },
        team: { id: desk.team.id },
      },
    });
    expect(await desk.rowOf(id)).toEqual(before);
  });

  it('[TL1] the same browser corrects itself by a new item that points at the old one', async () => {
    const { token, id } = await askedByMail();
    const browser = newBrowser();
    await answer(token, browser, 2);
    expect((await look(token, browser)).data).toMatchObject({ answered: true });
    expect((await answer(token, browser, 5, 'sorry, I meant five')).ok).toBe(true);
    const [first, second, ...more] = await desk.answers(id);
    expect(more).toEqual([]);
    expect(second?.corrects).toBe(first?.id);
    expect(await desk.surveyOf(id)).toMatchObject({ score: 5, low: false });
  });

  it('[PR4] a used, stolen, late, changed and made-up link are one and the same, and tell nothing', async () => {
    const { token, id } = await askedByMail();
    const thief = newBrowser();
    await answer(token, newBrowser(), 1, 'private words');
    const late = await askedByMail();
    const refusals = [
      await look(token, thief),
      await answer(token, thief, 5),
      await look(`${late.token.slice(0, -1)}x`, thief),
    ];
    refusals.push(await look('', thief), await look('ja-made-up', thief));
    deps.clock.advance(73 * 3_600_000);
    refusals.push(await look(late.token, thief), await answer(late.token, thief, 3));
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect(refusals[0]?.error?.code).toBe('survey_over');
    expect(await desk.answers(id)).toHaveLength(1);
    expect(await desk.answers(late.id)).toEqual([]);
  });

  it('two browsers at the same moment: one answers', async () => {
    const { token, id } = await askedByMail();
    const said = await Promise.all([1, 2, 3, 4, 5].map((score) => answer(token, newBrowser(), score)));
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await desk.answers(id)).toHaveLength(1);
  });
});

/** Somebody writes on a channel, by its connection. */
async function write(
  channel: 'line' | 'sms' | 'whatsapp',
  value: string,
  text: string,
  externalId: string = randomUUID(),
) {
  const record = await findConnection(db, desk.connections[channel]);
  if (record === null) throw new Error(`${channel} is connected`);
  const kind = channelFacts(channel).address ?? 'phone';
  return inWork(deps, (work) =>
    hear(work, openConnection(deps, record), {
      externalId,
      kind: 'message',
      data: { text },
      direction: 'in',
      occurredAt: deps.clock.now(),
      points: [{ kind, value, verified: true }],
    }),
  );
}

describe('by a bare number', () => {
  for (const channel of ['line', 'sms', 'whatsapp'] as const) {
    it(`on ${channel} answers, however often it is delivered; opens nothing, and is thanked for once`, async () => {
      const { conversation, pointOf } = await desk.asked({ channel, locale: 'ja' });
      const value = pointOf(channel)?.value ?? '';
      const heard = await write(channel, value, '５', `${channel}-1`);
      expect(heard).toMatchObject({ conversationId: conversation.id, duplicate: false });
      expect((await write(channel, value, '５', `${channel}-1`)).duplicate).toBe(true);
      expect(await desk.answers(conversation.id)).toHaveLength(1);
      expect(await desk.rowOf(conversation.id)).toMatchObject({ status: 'resolved' });
      expect(
        await db.selectFrom('conversation').select('id').where('customer_id', '=', conversation.customerId).execute(),
      ).toHaveLength(1);
      const survey = await desk.surveyOf(conversation.id);
      await thankFor(deps, survey.id);
      await thankFor(deps, survey.id);
      const said = await db
        .selectFrom('timeline_item')
        .select('data')
        .where('conversation_id', '=', conversation.id)
        .where('kind', '=', 'message')
        .execute();
      const thanks = said.filter(({ data }) =>
        (data as ItemData<'message'>).text.includes('ご回答ありがとうございます'),
      );
      expect(thanks).toHaveLength(1);
      const again = await write(channel, value, '3点');
      expect(again.conversationId).toBe(conversation.id);
      const [first, second] = await desk.answers(conversation.id);
      expect(second).toMatchObject({ corrects: first?.id, data: { score: 3 } });
    });
  }

  it('[CV10] other words are a message, and reopen as ever', async () => {
    const { conversation, pointOf } = await desk.asked({ channel: 'line' });
    const heard = await write('line', pointOf('line')?.value ?? '', '5つ注文したい');
    expect(heard.conversationId).toBe(conversation.id);
    expect(await desk.rowOf(conversation.id)).toMatchObject({ status: 'open' });
    expect(await desk.answers(conversation.id)).toEqual([]);
  });

  it('who writes before they were asked has opened it again, and is not asked', async () => {
    const { conversation, pointOf } = await desk.begin({ channel: 'line' });
    await desk.resolve(conversation.id);
    await write('line', pointOf('line')?.value ?? '', 'まだ直っていません');
    await desk.later(600);
    expect(await desk.surveyOf(conversation.id)).toMatchObject({ state: 'cancelled', reason: 'reopened' });
    expect(await desk.questions(conversation.id)).toEqual([]);
  });

  it('[CV10] in a conversation that is open a number is a message: it may mean something else', async () => {
    const { conversation, pointOf } = await desk.asked({ channel: 'line' });
    const value = pointOf('line')?.value ?? '';
    await write('line', value, '追加でお願いします');
    await write('line', value, '2');
    expect(await desk.answers(conversation.id)).toEqual([]);
  });

  it('after the time, or from somebody who was not asked, a number is a message', async () => {
    const { conversation, pointOf } = await desk.asked({ channel: 'line' });
    deps.clock.advance(73 * 3_600_000);
    const heard = await write('line', pointOf('line')?.value ?? '', '5');
    expect(heard.conversationId).not.toBe(conversation.id);
    expect(await desk.answers(conversation.id)).toEqual([]);
    const stranger = await write('line', `U${'f'.repeat(32)}`, '5');
    expect(stranger.conversationId).not.toBeNull();
  });
});

describe('in the chat', () => {
  async function visiting() {
    const visit = await post('/api/v1/visitor/session', { locale: 'en' });
    const token = String(visit.data?.['token']);
    const command = (name: string, input: unknown) =>
      post(`/api/v1/commands/${name}`, { id: randomUUID(), input }, token);
    const history = async () => {
      const answered = await hub.fetch('/api/v1/visitor/history', { headers: { authorization: `Bearer ${token}` } });
      return ((await answered.json()) as { data: { items: { data: ItemData<'message'>; kind: string }[] } }).data.items;
    };
    return { command, history, customerId: String(visit.data?.['customerId']) };
  }

  it('the visitor sees the question and answers it; nobody else does', async () => {
    const visitor = await visiting();
    await visitor.command('visitor:send', { text: 'Where is my order?' });
    const { id, epoch } = await db
      .selectFrom('conversation')
      .selectAll()
      .where('customer_id', '=', visitor.customerId)
      .executeTakeFirstOrThrow();
    await desk.give(desk.me, 'conversation:claim', { conversationId: id, epoch: Number(epoch) });
    await desk.resolve(id);
    await desk.later(0);
    const question = (await visitor.history()).at(-1);
    expect(question?.data.text).toContain('How did we do this time?');
    const surveyId = question?.data.survey?.surveyId ?? '';
    const stranger = await visiting();
    expect((await stranger.command('visitor:answer-survey', { surveyId, score: 1 })).error?.code).toBe('survey_over');
    expect((await visitor.command('visitor:answer-survey', { surveyId, score: 6 })).error?.code).toBe('invalid');
    expect(await visitor.command('visitor:answer-survey', { surveyId, score: 5, comment: 'great' })).toMatchObject({
      ok: true,
    });
    expect(await desk.answers(id)).toMatchObject([{ channel: 'chat', data: { score: 5, comment: 'great' } }]);
    expect(await desk.rowOf(id)).toMatchObject({ status: 'resolved' });
    expect((await visitor.history()).every(({ kind }) => kind === 'message')).toBe(true);
  });
});

describe('a low answer', () => {
  it('is told to the team’s leads, once, in their inbox', async () => {
    const { token, id } = await askedByMail();
    const browser = newBrowser();
    const told = () =>
      db
        .selectFrom('topic_event')
        .select(['topic', 'ref'])
        .where('type', '=', 'survey_low')
        .where('topic', '=', `inbox:${desk.lead.id}`)
        .execute();
    const before = (await told()).length;
    await answer(token, browser, 3);
    expect((await told()).length).toBe(before);
    await answer(token, browser, 1);
    await answer(token, browser, 2, 'still not good');
    const { id: surveyId } = await desk.surveyOf(id);
    expect((await told()).slice(before)).toEqual([
      { topic: `inbox:${desk.lead.id}`, ref: { type: 'survey_low', surveyId } },
    ]);
  });
});

describe('who serves the customer', () => {
  it('reads what they answered, on record ([PR1]); the figures are a lead’s', async () => {
    const { token, customer, id } = await askedByMail();
    await answer(token, newBrowser(), 2, 'too slow');
    const ask = (who: typeof desk.me, name: 'survey.of' | 'survey.report', input: unknown) =>
      runQuery(deps, queryHandlers, who, { name, input });
    expect(await ask(desk.me, 'survey.of', { customerId: customer.id })).toMatchObject({
      ok: true,
      data: { answers: [{ conversationId: id, score: 2, low: true, comment: 'too slow' }], figures: { average: 2 } },
    });
    const views = db.selectFrom('view_record').select('id').where('customer_id', '=', customer.id);
    expect(await views.where('actor_id', '=', desk.agent.id).execute()).toHaveLength(1);
    const day = { from: '2026-04-01T00:00:00Z', to: '2026-04-09T00:00:00Z' };
    expect(await ask(desk.me, 'survey.report', day)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const lead = askingAs(desk.lead);
    expect(await ask(lead, 'survey.report', { ...day, by: 'channel' })).toMatchObject({
      ok: true,
      data: { total: { answered: expect.any(Number) } },
    });
  });
});
