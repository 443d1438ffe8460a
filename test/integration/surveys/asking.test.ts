import { beforeEach, describe, expect, it } from 'vitest';
import { sendDueSurveys } from '#server/channels/surveys.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { rateTokens, surveyDesk } from '#test/support/survey-desk.ts';

const database = await testDatabase();
const desk = await surveyDesk(database);
const { db, deps } = desk;

const TEN_IN_TOKYO = '2026-04-02T01:00:00.000Z';
beforeEach(async () => {
  await db.deleteFrom('survey').execute();
  deps.clock.set(TEN_IN_TOKYO);
  await desk.setup();
});

async function wordsSent(channel: Channel): Promise<string> {
  if (channel === 'email') return desk.post.taken().at(-1)?.text ?? '';
  if (channel === 'line') return String(desk.line.sent.at(-1)?.messages[0]?.['text'] ?? '');
  if (channel === 'whatsapp')
    return (desk.whatsapp.sent.at(-1)?.message['text'] as { body: string } | undefined)?.body ?? '';
  return desk.twilio.sent.at(-1)?.fields['Body'] ?? '';
}

const QUESTION = { ja: '今回の対応はいかがでしたか', en: 'How did we do this time?' } as const;

describe('a conversation that was resolved', () => {
  for (const channel of ['email', 'line', 'sms', 'whatsapp'] as const) {
    for (const locale of ['ja', 'en'] as const) {
      it(`on ${channel} has its customer asked there, in ${locale}, once, and stays as it was ([CV5])`, async () => {
        const { conversation, pointOf } = await desk.begin({ channel, locale });
        await desk.resolve(conversation.id);
        await desk.later(29);
        expect(await desk.questions(conversation.id)).toEqual([]);
        const before = await desk.rowOf(conversation.id);
        await desk.later(1);
        await desk.later(600);
        await desk.deliver(conversation.id);
        const [question, ...more] = await desk.questions(conversation.id);
        expect(more).toEqual([]);
        expect(question).toMatchObject({
          channel,
          direction: 'out',
          visibility: 'customer',
          author: { type: 'system' },
        });
        expect((question?.data as ItemData<'message'> | undefined)?.text).not.toMatch(/#[\w-]{20}/);
        const words = await wordsSent(channel);
        expect(words).toContain(QUESTION[locale]);
        expect(new Set(rateTokens(words)).size).toBe(1);
        expect(words).toContain(`https://hub.example.test/rate#${locale[0]}`);
        if (channel === 'email')
          for (const score of [1, 2, 3, 4, 5]) expect(words).toMatch(new RegExp(`/rate#[\\w-]+\\.${score}\\b`));
        expect(await desk.rowOf(conversation.id)).toEqual(before);
        const survey = await desk.surveyOf(conversation.id);
        expect(survey).toMatchObject({ state: 'sent', contact_point_id: pointOf(channel)?.id, locale });
      });
    }
  }

  it('in the chat has the question there at once, without a link, as a card of the widget', async () => {
    const { conversation } = await desk.begin({ channel: 'chat', locale: 'en' });
    await desk.resolve(conversation.id);
    await sendDueSurveys(deps);
    const [question] = await desk.questions(conversation.id);
    const survey = await desk.surveyOf(conversation.id);
    expect(question).toMatchObject({ channel: 'chat', session_id: conversation.sessionId });
    expect(question?.data).toMatchObject({
      text: '北の焙煎所 here. How did we do this time?',
      survey: { surveyId: survey.id, until: survey.expires_at?.toISOString() },
    });
    expect(survey.token_hash).toBeNull();
  });

  it('by phone has the link sent by SMS to a mobile number, and to no other', async () => {
    const mobile = await desk.asked({ channel: 'phone', locale: 'ja' });
    expect(await wordsSent('sms')).toContain(QUESTION.ja);
    expect(desk.twilio.sent.at(-1)?.fields['To']).toBe(mobile.pointOf('phone')?.value);
    const { conversation, pointOf } = await desk.begin({ channel: 'phone' });
    await db
      .updateTable('contact_point')
      .set({ value: '+81312345678' })
      .where('id', '=', pointOf('phone')?.id ?? '')
      .execute();
    await desk.resolve(conversation.id);
    await desk.later();
    expect(await desk.surveyOf(conversation.id)).toMatchObject({ state: 'skipped', reason: 'not_mobile' });
  });

  it('in a store leads nowhere: nobody is asked', async () => {
    const { conversation } = await desk.begin({ channel: 'store', also: ['sms'] });
    await desk.resolve(conversation.id);
    expect(await desk.surveys(conversation.id)).toEqual([]);
  });

  it('and opened again before the question left has nobody asked, until it is resolved again', async () => {
    const byAgent = await desk.begin({ channel: 'line' });
    await desk.resolve(byAgent.conversation.id);
    await desk.reopen(byAgent.conversation.id);
    await desk.later(600);
    expect(await desk.surveyOf(byAgent.conversation.id)).toMatchObject({ state: 'cancelled', reason: 'reopened' });
    expect(await desk.questions(byAgent.conversation.id)).toEqual([]);
    await desk.resolve(byAgent.conversation.id);
    await desk.later();
    expect(await desk.questions(byAgent.conversation.id)).toHaveLength(1);
  });

  it('that became part of another one is asked about as that one', async () => {
    const { conversation, customer } = await desk.begin({ channel: 'line' });
    await desk.resolve(conversation.id);
    const other = await desk.begin({ channel: 'line' });
    await db
      .updateTable('conversation')
      .set({ merged_into: other.conversation.id })
      .where('id', '=', conversation.id)
      .execute();
    await desk.later();
    expect(await desk.surveyOf(conversation.id)).toMatchObject({
      state: 'cancelled',
      reason: 'merged',
      customer_id: customer.id,
    });
  });

  it('with an outcome that is left out, or where it is switched off, has nobody asked', async () => {
    await desk.setup({ notAfter: ['no_answer'] });
    const left = await desk.begin({ channel: 'line' });
    await desk.resolve(left.conversation.id, 'no_answer');
    await desk.setup({ enabled: false });
    const off = await desk.begin({ channel: 'line' });
    await desk.resolve(off.conversation.id);
    await desk.setup({ channels: ['email'] });
    const elsewhere = await desk.begin({ channel: 'line' });
    await desk.resolve(elsewhere.conversation.id);
    expect(await db.selectFrom('survey').selectAll().execute()).toEqual([]);
  });

  it('of which all is old news has nobody asked', async () => {
    const { conversation, customer } = await desk.begin({ channel: 'line' });
    await makeItem(deps, customer, { conversationId: conversation.id, channel: 'line', historical: true });
    await desk.resolve(conversation.id);
    expect(await desk.surveys(conversation.id)).toEqual([]);
  });

  it('is asked about as its own team has set it', async () => {
    const { id: teamId } = desk.team;
    const { common } = await surveySettings();
    const { revision: _, ...fields } = common;
    dataOf(
      await desk.give(desk.admin, 'survey:set', {
        teamId,
        revision: 0,
        fields: { ...fields, questionJa: 'いかがでしたか？' },
      }),
    );
    await desk.asked({ channel: 'line', locale: 'ja' });
    expect(await wordsSent('line')).toContain('いかがでしたか？');
    dataOf(await desk.give(desk.admin, 'survey:unset', { teamId, revision: 1 }));
    await desk.asked({ channel: 'line', locale: 'ja' });
    expect(await wordsSent('line')).toContain(QUESTION.ja);
  });
});

async function surveySettings() {
  const { surveysQueries } = await import('#server/domains/surveys/surveys.handlers.ts');
  return surveysQueries['survey.settings'](deps, desk.admin);
}

describe('whether and when', () => {
  it('[PR2] who withdrew their consent for the channel is not asked', async () => {
    const { conversation, customer } = await desk.begin({ channel: 'line' });
    const word = { channel: 'line', purpose: 'all', granted: false } as const;
    dataOf(await desk.give(desk.me, 'consent:record', { customerId: customer.id, ...word, source: 'message' }));
    await desk.resolve(conversation.id);
    await desk.later();
    expect(await desk.surveyOf(conversation.id)).toMatchObject({ state: 'skipped', reason: 'consent_withdrawn' });
    expect(await desk.questions(conversation.id)).toEqual([]);
  });

  it('who was asked lately is not asked again, on whatever channel and by whichever of their records', async () => {
    await desk.setup({ onceInDays: 14 });
    const { customer } = await desk.asked({ channel: 'line', also: ['email'] });
    const again = await desk.begin({ channel: 'email' });
    await db
      .updateTable('conversation')
      .set({ customer_id: customer.id })
      .where('id', '=', again.conversation.id)
      .execute();
    await desk.resolve(again.conversation.id);
    await desk.later();
    expect(await desk.surveyOf(again.conversation.id)).toMatchObject({ state: 'skipped', reason: 'asked_lately' });
    await desk.reopen(again.conversation.id);
    deps.clock.advance(15 * 24 * 3_600_000);
    await desk.resolve(again.conversation.id);
    await desk.later();
    expect((await desk.surveyOf(again.conversation.id)).state).toBe('sent');
  });

  it('nobody is asked at night: it waits for the morning', async () => {
    deps.clock.set('2026-04-02T12:45:00.000Z'); // 21:45 in Tokyo
    const { conversation } = await desk.begin({ channel: 'email' });
    await desk.resolve(conversation.id);
    expect((await desk.surveyOf(conversation.id)).due_at.toISOString()).toBe('2026-04-03T00:00:00.000Z');
  });

  it('a paused connection is waited for, and not for days', async () => {
    const { conversation } = await desk.begin({ channel: 'line' });
    await db
      .updateTable('channel_connection')
      .set({ state: 'paused' })
      .where('id', '=', desk.connections.line)
      .execute();
    await desk.resolve(conversation.id);
    await desk.later();
    expect((await desk.surveyOf(conversation.id)).state).toBe('scheduled');
    await db
      .updateTable('channel_connection')
      .set({ state: 'active' })
      .where('id', '=', desk.connections.line)
      .execute();
    await desk.later();
    expect((await desk.surveyOf(conversation.id)).state).toBe('sent');
  });

  it('what was kept until the night waits for the morning, but in the chat nothing rings', async () => {
    deps.clock.set('2026-04-02T11:20:00.000Z'); // 20:20 in Tokyo
    const { conversation } = await desk.begin({ channel: 'line' });
    await desk.resolve(conversation.id);
    deps.clock.set('2026-04-02T17:00:00.000Z'); // nothing ran until 2:00
    const chat = await desk.begin({ channel: 'chat' });
    await desk.resolve(chat.conversation.id);
    await sendDueSurveys(deps);
    expect(await desk.surveyOf(conversation.id)).toMatchObject({
      state: 'scheduled',
      due_at: new Date('2026-04-03T00:00:00.000Z'),
    });
    expect((await desk.surveyOf(chat.conversation.id)).state).toBe('sent');
    deps.clock.set('2026-04-03T00:00:00.000Z');
    await sendDueSurveys(deps);
    expect((await desk.surveyOf(conversation.id)).state).toBe('sent');
  });

  it('[SY7] two hubs at the same moment ask once', async () => {
    const other = testDeps(database, deps.clock);
    const begun = await Promise.all(Array.from({ length: 5 }, () => desk.begin({ channel: 'line' })));
    for (const { conversation } of begun) await desk.resolve(conversation.id);
    deps.clock.advance(30 * 60_000);
    await Promise.all([
      sendDueSurveys(deps),
      sendDueSurveys({ ...other, publicUrl: deps.publicUrl }),
      sendDueSurveys(deps),
    ]);
    for (const { conversation } of begun) expect(await desk.questions(conversation.id)).toHaveLength(1);
  });

  it('one that fails stops nobody behind it, and is tried again', async () => {
    const first = await desk.begin({ channel: 'line' });
    await desk.resolve(first.conversation.id);
    deps.clock.advance(60_000);
    const second = await desk.begin({ channel: 'line' });
    await desk.resolve(second.conversation.id);
    deps.clock.advance(30 * 60_000);
    let sealed = 0;
    const faulty = {
      ...deps,
      vault: {
        ...deps.vault,
        seal: (...given: Parameters<typeof deps.vault.seal>) => {
          sealed += 1;
          if (sealed === 1) throw new Error('broken');
          return deps.vault.seal(...given);
        },
      },
    };
    await sendDueSurveys(faulty);
    expect(await desk.questions(first.conversation.id)).toEqual([]);
    expect(await desk.questions(second.conversation.id)).toHaveLength(1);
    await sendDueSurveys(deps);
    expect(await desk.questions(first.conversation.id)).toHaveLength(1);
  });

  it('[SY6] a hub that dies before its commit has asked nobody, and the next one asks', async () => {
    const { conversation } = await desk.begin({ channel: 'line' });
    await desk.resolve(conversation.id);
    deps.clock.advance(30 * 60_000);
    const dying = {
      ...deps,
      vault: {
        ...deps.vault,
        seal: () => {
          throw new Error('gone');
        },
      },
    };
    await sendDueSurveys(dying);
    expect(await desk.questions(conversation.id)).toEqual([]);
    await sendDueSurveys(deps);
    expect(await desk.questions(conversation.id)).toHaveLength(1);
  });
});
