import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { testDatabase } from '#test/support/database.ts';
import { type MadeConversation, makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { type MadeCustomer, makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const { deps } = hub.app;
const anna = await hub.signIn(hub.agents[0]);
const run = (statement: string, values: unknown[] = []) => database.pool.query(statement, values);

async function broken(): Promise<string[]> {
  const rules = await verifyData(deps);
  return rules.flatMap(({ rule, breaks }) => breaks.map((b) => `${rule}: ${b.what}`));
}

let customer: MadeCustomer;
let conversation: MadeConversation;

beforeEach(async () => {
  // Nobody of them has a window: the hub takes them for gone after a while, and a slow run lasts longer.
  await database.db.updateTable('agent').set({ presence: 'ready' }).execute();
  customer = await makeCustomer(database.db);
  conversation = await makeConversation(database.db, { customer, team: hub.team });
  for (let i = 0; i < 3; i++)
    await makeItem(deps, customer, { conversationId: conversation.id, sessionId: conversation.sessionId });
  expect(await anna.command('conversation:claim', { conversationId: conversation.id, epoch: 1 })).toMatchObject({
    ok: true,
  });
  const offer = { type: 'agent' as const, id: hub.agents[1].id };
  const brief = { wants: [], done: [], promised: [], next: [], identity: [] };
  const snapshot = { [customer.id]: 4 };
  const offered = await anna.command('handoff:offer', {
    conversationId: conversation.id,
    epoch: 2,
    to: offer,
    brief,
    snapshot,
  });
  expect(offered).toMatchObject({ ok: true });
});

const RULE = '0198c0de-0000-7000-8000-0000000000f7';

/** A question to a lead as the hub would store it, but for what is said otherwise. */
async function ask(over: Record<string, unknown>): Promise<string> {
  const row = {
    id: randomUUID(),
    conversation_id: conversation.id,
    customer_id: customer.id,
    reason: 'asked',
    raised_by: hub.agents[0].id,
    owner_agent_id: hub.agents[0].id,
    team_id: hub.team.id,
    question: 'x',
    asked: 'advice',
    snapshot: JSON.stringify({ [customer.id]: 1 }),
    raised_at: new Date(),
    due_at: new Date(),
    ...over,
  };
  const names = Object.keys(row);
  await run(
    `insert into escalation (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')})`,
    Object.values(row),
  );
  return row.id;
}

describe('verify', () => {
  it('finds nothing in what the hub wrote', async () => {
    expect(await broken()).toEqual([]);
  });

  const faults: [string, () => Promise<unknown>, RegExp][] = [
    [
      'an item that is gone',
      () => run('delete from timeline_item where customer_id = $1 and seq = 2', [customer.id]),
      /items are numbered.*customer/,
    ],
    [
      'a count that ran ahead',
      () => run('update customer set last_seq = last_seq + 1 where id = $1', [customer.id]),
      /items are numbered/,
    ],
    [
      'an event that is gone',
      () => run('delete from topic_event where topic = $1 and version = 2', [`customer:${customer.id}`]),
      /topics are numbered.*customer/,
    ],
    [
      'the newest event gone',
      () => run('update customer set topic_version = topic_version + 1 where id = $1', [customer.id]),
      /topics are numbered/,
    ],
    [
      'a topic of nobody',
      () =>
        run(
          `insert into topic_event (topic, version, at, type, ref) values ('inbox:' || gen_random_uuid(), 1, now(), 'rows_changed', '{}')`,
        ),
      /topics are numbered/,
    ],
    [
      'a change of owner that was not recorded',
      () => run('delete from assignment where conversation_id = $1 and epoch = 2', [conversation.id]),
      /change of owner/,
    ],
    [
      'an owner whom no assignment names',
      () => run('update conversation set owner_agent_id = $2 where id = $1', [conversation.id, hub.lead.id]),
      /change of owner|at most one handoff/,
    ],
    [
      'an offer of another epoch',
      () => run('update handoff set epoch = 1 where conversation_id = $1', [conversation.id]),
      /handoff/,
    ],
    [
      'a handoff whose sender does not own',
      () => run('update handoff set from_agent_id = to_agent_id where conversation_id = $1', [conversation.id]),
      /at most one handoff/,
    ],
    [
      'a customer who may come for ever',
      () =>
        run(
          `update handoff set state = 'accepted', stage = 'crossing', accepted_by = to_agent_id where conversation_id = $1`,
          [conversation.id],
        ),
      /accepted goes on/,
    ],
    [
      'an invitation that outlives its handoff',
      () =>
        run(
          `insert into invitation (id, handoff_id, conversation_id, customer_id, channel_to, way, locale, created_at, expires_at)
            select gen_random_uuid(), h.id, h.conversation_id, h.customer_id, 'store', 'code', 'ja', now(), now()
            from handoff h where h.conversation_id = $1`,
          [conversation.id],
        ),
      /invitation/,
    ],
    [
      'an escalation whose snapshot is of items that are not there',
      () => ask({ snapshot: JSON.stringify({ [customer.id]: 99 }) }),
      /stands on its thread/,
    ],
    [
      'a rule’s escalation without a cause',
      async () => {
        await run(
          `insert into escalation_rule (id, name, test, enabled, due_minutes, changed_at)
            values ($1, 'x', '{"kind":"ping_pong","times":3}', true, 30, now()) on conflict do nothing`,
          [RULE],
        );
        await ask({ reason: 'ping_pong', raised_by: null, rule_id: RULE, rule_name: 'x' });
      },
      /has its cause/,
    ],
    [
      'a decision that its thread tells of twice',
      async () => {
        const id = await ask({
          state: 'approved',
          decision: 'approve',
          decided_by: hub.lead.id,
          decided_at: new Date(),
        });
        const data = { escalationId: id, event: 'approved' };
        const over = {
          conversationId: conversation.id,
          kind: 'escalation',
          direction: 'none',
          visibility: 'internal',
          data,
        } as const;
        for (let n = 0; n < 2; n++) await makeItem<'escalation'>(deps, customer, over);
      },
      /one decision/,
    ],
    [
      'an item that cannot be found',
      () => run('delete from search_entry where customer_id = $1 and seq = 3', [customer.id]),
      /can be found/,
    ],
    [
      'a file that is gone',
      () =>
        run(
          `update timeline_item set data = data || '{"attachments": [{"blobId": "0198c0de-0000-7000-8000-000000000001"}]}' where customer_id = $1 and seq = 1`,
          [customer.id],
        ),
      /file/,
    ],
  ];
  it.each(faults)('finds %s', async (_what, harm, expected) => {
    await harm();
    const found = await broken();
    expect(found).not.toEqual([]);
    for (const one of found) expect(one).toMatch(expected);
    // The hub ticks its board and its teams meanwhile: either before all of this, or after it.
    await run(`do $$ begin
      lock table board_topic, team in access exclusive mode;
      truncate customer, topic_event, search_entry cascade;
      update agent set inbox_version = 0;
      update team set topic_version = 0;
      update board_topic set version = 0;
    end $$`);
  });

  it('does not count what is redacted among what has to be found', async () => {
    await run('delete from search_entry where customer_id = $1 and seq = 3', [customer.id]);
    await run('update timeline_item set redacted_at = now() where customer_id = $1 and seq = 3', [customer.id]);
    expect(await broken()).toEqual([]);
  });
});
