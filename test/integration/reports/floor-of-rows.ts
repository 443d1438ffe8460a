import type { Insertable, Kysely } from 'kysely';
import { v7 } from 'uuid';
import type {
  CallTable,
  ConversationTable,
  EscalationTable,
  HandoffTable,
  PresenceLogTable,
  ReplyWaitTable,
  SurveyTable,
  Tables,
  TimelineItemTable,
} from '#server/db/tables.generated.ts';
import type { CallPart } from '#shared/domain/call.ts';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
/** Midnight in Tokyo of Wednesday, 28 October 2026: the days after it cross a week and a month. */
export const BEGIN = Date.parse('2026-10-27T15:00:00Z');
export const DAYS = 12;
/** In the last of the days: what goes on counts until now. */
export const NOW = new Date(BEGIN + (DAYS - 1) * 24 * HOUR + 5 * HOUR);

const CHANNELS = ['phone', 'chat', 'email', 'line'] as const;

/** Any instant of the days, before and after them too; many exactly on an edge, or a moment beside one. */
function instant(random: SeededRandom): Date {
  const any = BEGIN - 20 * HOUR + random.int(0, (DAYS * 24 + 24) * 3600) * SECOND;
  const edge = Math.round(any / (HOUR / 2)) * (HOUR / 2);
  const midnight = BEGIN + random.int(0, DAYS) * 24 * HOUR;
  return new Date(
    [any, any + random.int(0, 999), edge, edge - 1, edge + 1, midnight, midnight - 1][random.int(0, 6)] ?? any,
  );
}

const oneOf = <T>(random: SeededRandom, list: readonly T[]): T => random.pick(list);
const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * SECOND);

/** Rows of a floor of three teams over twelve days, made by one seed: everything that reports count, edges and all. */
export async function floorOfRows(db: Kysely<Tables>, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const { team, otherTeam, agents, lead, categories } = await seedWorkspace(db);
  const third = await makeTeam(db);
  const both = await makeAgent(db, [team, third]);
  const staff = [...agents, lead, both, await makeAgent(db, [third]), await makeAgent(db)];
  const teams = [team, otherTeam, third];
  const customers = await Promise.all([1, 2, 3, 4, 5].map((n) => makeCustomer(db, [], { name: `お客様 ${n}` })));
  const agentId = () => (random.int(0, 5) === 0 ? null : oneOf(random, staff).id);

  const conversations = Array.from({ length: 300 }, (): Insertable<ConversationTable> & { id: string } => {
    const openedAt = instant(random);
    const owner = agentId();
    const teamId = oneOf(random, teams).id;
    const resolved = random.int(0, 2) > 0 ? later(openedAt, random.int(0, 200_000)) : null;
    const waits = resolved === null && random.int(0, 1) === 0 ? instant(random) : null;
    return {
      id: v7(),
      customer_id: oneOf(random, customers).id,
      status: resolved === null ? 'open' : 'resolved',
      team_id: teamId,
      owner_agent_id: owner,
      owner_team_id: owner === null ? teamId : null,
      last_owner_agent_id: random.int(0, 1) === 0 ? oneOf(random, staff).id : null,
      channel: oneOf(random, CHANNELS),
      category_id: random.int(0, 3) === 0 ? null : oneOf(random, categories),
      opened_at: openedAt,
      resolved_at: resolved,
      first_answered_at: random.int(0, 4) === 0 ? null : later(openedAt, random.int(-1, 5000)),
      customer_waits_since: waits,
      reply_due_at: waits === null || random.int(0, 5) === 0 ? null : later(waits, random.int(0, 100_000)),
      last_item_at: openedAt,
    };
  });
  await db.insertInto('conversation').values(conversations).execute();
  const gone = conversations.filter(({ status }) => status === 'resolved').slice(0, 20);
  for (const { id } of gone)
    await db
      .updateTable('conversation')
      .set({ merged_into: conversations[0]?.id ?? null })
      .where('id', '=', id)
      .execute();

  await db
    .insertInto('call')
    .values(Array.from({ length: 300 }, () => call()))
    .execute();
  await db
    .insertInto('timeline_item')
    .values(Array.from({ length: 900 }, (_, n) => item(n)))
    .execute();
  // One handoff of a conversation may be open, whatever has become of the others.
  await db
    .insertInto('handoff')
    .values(conversations.slice(0, 250).map(({ id }) => handoff(id)))
    .execute();
  await db
    .insertInto('handoff')
    .values(conversations.slice(0, 99).map(({ id }) => handoff(id, true)))
    .execute();
  await db
    .insertInto('reply_wait')
    .values(Array.from({ length: 300 }, () => wait()))
    .execute();
  await db
    .insertInto('presence_log')
    .values(Array.from({ length: 250 }, () => said()).sort((a, b) => Number(a.at) - Number(b.at)))
    .execute();

  await db
    .insertInto('survey')
    .values(conversations.map(({ id, customer_id }) => survey(id, customer_id)))
    .execute();

  const ruleId = v7();
  await db
    .insertInto('escalation_rule')
    .values({
      id: ruleId,
      name: '苦情',
      test: '{"kind": "words"}',
      enabled: true,
      due_minutes: 15,
      changed_at: new Date(BEGIN),
    })
    .execute();
  await db
    .insertInto('escalation')
    .values(conversations.map(({ id }) => escalation(id)))
    .execute();

  function survey(conversationId: string, customerId: string): Insertable<SurveyTable> {
    const at = instant(random);
    const state = oneOf(random, ['answered', 'answered', 'sent', 'scheduled', 'cancelled', 'skipped'] as const);
    const left = state === 'sent' || state === 'answered';
    const score = random.int(1, 5);
    const answered = { score, low: score <= 2, answered_at: later(at, 600), answered_on: 'chat', answer_item_id: v7() };
    const channel = oneOf(random, CHANNELS);
    return {
      id: v7(),
      conversation_id: conversationId,
      customer_id: customerId,
      team_id: oneOf(random, teams).id,
      agent_id: agentId(),
      category_id: random.int(0, 3) === 0 ? null : oneOf(random, categories),
      channel,
      by_channel: channel,
      resolved_at: at,
      due_at: at,
      state,
      ...(left && { sent_at: at, expires_at: later(at, 3600) }),
      ...(state === 'answered' && answered),
    };
  }

  function escalation(conversationId: string): Insertable<EscalationTable> {
    const at = instant(random);
    const state = oneOf(random, ['raised', 'in_review', 'approved', 'returned', 'resolved', 'withdrawn'] as const);
    const decided = ['approved', 'returned', 'resolved'].includes(state);
    const decidedAt = later(at, oneOf(random, [900, random.int(0, 2000)]));
    const owner = agentId();
    const isAsked = random.int(0, 1) === 0;
    const decision = { approved: 'approve', returned: 'return', resolved: 'close' } as const;
    return {
      id: v7(),
      conversation_id: conversationId,
      customer_id: oneOf(random, customers).id,
      reason: isAsked ? 'asked' : 'words',
      raised_by: isAsked ? lead.id : null,
      rule_id: isAsked ? null : ruleId,
      rule_name: isAsked ? null : '苦情',
      owner_agent_id: owner,
      owner_team_id: owner === null ? team.id : null,
      team_id: oneOf(random, teams).id,
      reviewer_id: lead.id,
      state,
      question: '返金してよいですか',
      asked: 'approval',
      snapshot: '{"x": 1}',
      raised_at: at,
      due_at: later(at, 900),
      decision: decided ? decision[state as keyof typeof decision] : null,
      decided_by: decided ? lead.id : null,
      decided_at: decided ? decidedAt : null,
      note: state === 'returned' ? '根拠を添えてください' : null,
      outcome: state === 'resolved' ? oneOf(random, ['granted', 'refused'] as const) : null,
      resolved_at: state === 'resolved' || state === 'withdrawn' ? decidedAt : null,
    };
  }

  function call(): Insertable<CallTable> {
    const startedAt = instant(random);
    const menu = random.int(0, 2) === 0 ? random.int(1, 30) : 0;
    const rang = menu + random.int(0, 60);
    const [talk, hold, more] = [random.int(1, 600), random.int(0, 200), random.int(0, 100)];
    const answered = random.int(0, 2) > 0;
    const live = answered ? ('active' as const) : ('ringing' as const);
    const state = random.int(0, 15) === 0 ? live : ('ended' as const);
    const part = (kind: CallPart['kind'], from: number, until: number): CallPart => ({
      kind,
      at: later(startedAt, from).toISOString(),
      until: later(startedAt, until).toISOString(),
    });
    const end = rang + (answered ? talk + hold + more : 0);
    const spoken = [
      part('talk', rang, rang + talk),
      part('hold', rang + talk, rang + talk + hold),
      part('consult', rang + talk, rang + talk + hold),
      part('talk', rang + talk + hold, end),
    ];
    const talked = state === 'ended' ? spoken : [{ kind: 'talk', at: later(startedAt, rang).toISOString() }];
    const conversation = random.int(0, 4) === 0 ? null : oneOf(random, conversations);
    return {
      id: v7(),
      customer_id: oneOf(random, customers).id,
      conversation_id: conversation?.id ?? null,
      team_id: oneOf(random, teams).id,
      adapter: 'sip',
      media: 'softphone',
      direction: random.int(0, 4) === 0 ? 'out' : 'in',
      state,
      agent_id: answered ? oneOf(random, staff).id : null,
      started_at: startedAt,
      answered_at: answered ? later(startedAt, rang) : null,
      ended_at: state === 'ended' ? later(startedAt, end) : null,
      outcome: state !== 'ended' ? null : outcomeOf(answered),
      parts: JSON.stringify([
        ...(menu === 0 ? [] : [part('ivr', 0, menu)]),
        part('ring', menu, rang),
        ...(answered ? talked : []),
      ]),
      wrapped_at:
        answered && state === 'ended' && random.int(0, 3) > 0 ? later(startedAt, end + random.int(0, 60)) : null,
    };
  }

  function outcomeOf(answered: boolean) {
    if (answered) return random.int(0, 20) === 0 ? ('abandoned' as const) : ('answered' as const);
    return oneOf(random, ['missed', 'abandoned', 'abandoned', 'voicemail', 'failed'] as const);
  }

  function item(n: number): Insertable<TimelineItemTable> {
    const at = instant(random);
    const direction = oneOf(random, ['in', 'out', 'none'] as const);
    const author = oneOf(random, [
      { type: 'agent', id: oneOf(random, staff).id, name: 'x' },
      { type: 'agent', name: 'somebody elsewhere' },
      { type: 'integration', name: 'bot' },
    ]);
    return {
      customer_id: oneOf(random, customers).id,
      seq: n + 1,
      id: v7(),
      kind: oneOf(random, ['message', 'message', 'call', 'note', 'system']),
      channel: oneOf(random, CHANNELS),
      direction,
      visibility: 'customer',
      conversation_id: random.int(0, 6) === 0 ? null : oneOf(random, conversations).id,
      occurred_at: at,
      received_at: at,
      author: JSON.stringify(direction === 'in' ? { type: 'customer' } : author),
      historical: random.int(0, 9) === 0,
      corrects: random.int(0, 9) === 0 ? v7() : null,
      data: '{}',
    };
  }

  function handoff(conversationId: string, decided = false): Insertable<HandoffTable> {
    const at = instant(random);
    const from = oneOf(random, staff).id;
    const states = ['completed', 'completed', 'declined', 'expired', 'withdrawn', 'lapsed'] as const;
    const state = decided ? oneOf(random, states) : oneOf(random, [...states, 'offered', 'accepted'] as const);
    const to = random.int(0, 3) === 0 ? null : oneOf(random, [...staff.map(({ id }) => id), from]);
    const accepted =
      ['accepted', 'completed', 'lapsed'].includes(state) || (state === 'withdrawn' && random.int(0, 1) === 0);
    return {
      id: v7(),
      conversation_id: conversationId,
      customer_id: customers[0]?.id ?? '',
      from_agent_id: from,
      to_agent_id: to,
      to_team_id: to === null ? oneOf(random, teams).id : null,
      channel_from: oneOf(random, CHANNELS),
      channel_to: oneOf(random, CHANNELS),
      state,
      brief: '{}',
      snapshot: '{}',
      epoch: 1,
      offered_at: at,
      expires_at: later(at, 60),
      accepted_at: accepted ? later(at, random.int(0, 300)) : null,
    };
  }

  function wait(): Insertable<ReplyWaitTable> {
    const since = instant(random);
    return {
      conversation_id: oneOf(random, conversations).id,
      channel: oneOf(random, CHANNELS),
      agent_id: agentId(),
      is_first: random.int(0, 1) === 0,
      since,
      due_at: random.int(0, 9) === 0 ? null : later(since, 900),
      answered_at: later(since, oneOf(random, [900, random.int(1, 2000)])),
    };
  }

  function said(): Insertable<PresenceLogTable> & { at: Date } {
    const presence = oneOf(random, ['ready', 'busy', 'wrap_up', 'away', 'away', 'disconnected', 'signed_out'] as const);
    const reasons = presence === 'away' ? ['break', 'training', null] : ['on_call', null];
    return { agent_id: oneOf(random, staff).id, at: instant(random), presence, reason: oneOf(random, reasons) };
  }
}
