import type { Insertable } from 'kysely';
import { expect } from 'vitest';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import { sendDueSurveys } from '#server/channels/surveys.ts';
import type { Database } from '#server/db/pool.ts';
import type { ConversationTable } from '#server/db/tables.generated.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { CHANNELS } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import { DEFAULT_SURVEY, type SurveyFields } from '#shared/domain/survey.ts';
import { dataOf } from './commands.ts';
import { crossingDesk } from './crossing-desk.ts';
import { askingAs, makeAgent } from './factories/people.ts';

type Begin = {
  readonly channel: Channel;
  readonly also?: readonly Channel[];
  readonly locale?: Locale;
  readonly over?: Partial<Insertable<ConversationTable>>;
};

/** Every channel connected to a fake of its provider, on a fake clock, and customers who are asked how it was. */
export async function surveyDesk(database: Pick<Database, 'db' | 'pool'>) {
  const desk = await crossingDesk(database);
  const { db, deps, give, me } = desk;
  const admin = askingAs(await makeAgent(db, [], { role: 'admin' }));
  let revision = 0;

  /** Sets how all teams ask; everywhere and half an hour later unless told otherwise. */
  async function setup(over: Partial<SurveyFields> = {}): Promise<void> {
    const fields = { ...DEFAULT_SURVEY, enabled: true, channels: [...CHANNELS], onceInDays: 0, ...over };
    ({ revision } = dataOf(await give(admin, 'survey:set', { revision, fields })));
  }

  async function rowOf(conversationId: string) {
    return db.selectFrom('conversation').selectAll().where('id', '=', conversationId).executeTakeFirstOrThrow();
  }
  const epochOf = async (conversationId: string) => Number((await rowOf(conversationId)).epoch);

  async function resolve(conversationId: string, outcome = 'solved') {
    const epoch = await epochOf(conversationId);
    return dataOf(
      await give(me, 'conversation:resolve', { conversationId, epoch, outcome, categoryId: desk.categories[2] }),
    );
  }
  async function reopen(conversationId: string) {
    const epoch = await epochOf(conversationId);
    return dataOf(await give(me, 'conversation:reopen', { conversationId, epoch }));
  }

  const surveys = (conversationId: string) =>
    db
      .selectFrom('survey')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .orderBy('resolved_at')
      .orderBy('id')
      .execute();
  const surveyOf = async (conversationId: string) => {
    const found = (await surveys(conversationId)).at(-1);
    if (found === undefined) throw new Error('nobody is asked about this conversation');
    return found;
  };

  const questions = async (conversationId: string) => {
    const items = await db
      .selectFrom('timeline_item')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('kind', '=', 'message')
      .orderBy('seq')
      .execute();
    return items.filter(({ data }) => (data as ItemData<'message'>).survey !== undefined);
  };

  /** Half an hour later: what is due leaves, by its provider where it has one. */
  async function later(minutes = 30): Promise<void> {
    deps.clock.advance(minutes * 60_000);
    await sendDueSurveys(deps);
  }
  async function deliver(conversationId: string): Promise<void> {
    for (const { id } of await questions(conversationId)) await sendOutgoing(deps, id);
  }

  /** A conversation that was resolved, and its customer asked. */
  async function asked(wish: Begin) {
    const begun = await desk.begin(wish);
    await resolve(begun.conversation.id);
    await later();
    await deliver(begun.conversation.id);
    expect((await surveyOf(begun.conversation.id)).state).toBe('sent');
    return begun;
  }

  const answers = (conversationId: string) =>
    db
      .selectFrom('timeline_item')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('kind', '=', 'survey')
      .orderBy('seq')
      .execute();

  return {
    ...desk,
    admin,
    setup,
    rowOf,
    resolve,
    reopen,
    surveys,
    surveyOf,
    questions,
    later,
    deliver,
    asked,
    answers,
  };
}

/** The secrets of the links to the answer page in some words. */
export const rateTokens = (text: string): string[] =>
  [...text.matchAll(/\/rate#([\w-]+)/g)].map(([, token = '']) => token);
