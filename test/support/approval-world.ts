import { randomUUID } from 'node:crypto';
import type { Deps } from '#server/deps.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { dataOf, type Give } from './commands.ts';
import { makeConversation, makeItem } from './factories/conversations.ts';
import { makeCustomer } from './factories/customers.ts';
import type { askingAs, MadeAgent, MadeTeam } from './factories/people.ts';

type RuleWish = Partial<CommandInput<'approval-rule:save'>>;

/** A rule of a lead's; without a wish it holds every agent's answer. */
export async function makeRule(give: Give, lead: ReturnType<typeof askingAs>, wish: RuleWish = {}) {
  return dataOf(
    await give(lead, 'approval-rule:save', {
      id: randomUUID(),
      name: '新人の返信',
      enabled: true,
      agentIds: [],
      teamIds: [],
      categoryIds: [],
      channels: [],
      words: [],
      ...wish,
    }),
  ).rule;
}

type Begun = { readonly team: MadeTeam; readonly owner: MadeAgent; readonly over?: object };

/** A conversation of an agent's with one message of the customer's, which they have seen and who waits for an answer. */
export async function talkingWith(deps: Deps, { team, owner, over = {} }: Begun) {
  const customer = await makeCustomer(deps.db);
  const waits = { customer_waits_since: deps.clock.now() };
  const { id } = await makeConversation(deps.db, { customer, team, owner, over: { ...waits, ...over } });
  await makeItem(deps, customer, { conversationId: id, data: { text: '届きません' } });
  return { customer, conversationId: id, input: { conversationId: id, epoch: 1, seen: { [customer.id]: 1 } } };
}

/** What of a customer's thread the customer may see, oldest first. */
export async function seenByCustomer({ db }: Pick<Deps, 'db'>, customerId: string) {
  const rows = await db
    .selectFrom('timeline_item')
    .select(['kind', 'data', 'author', 'seq'])
    .where('customer_id', '=', customerId)
    .where('visibility', '=', 'customer')
    .where('direction', '=', 'out')
    .orderBy('seq')
    .execute();
  return rows.map(({ data, author, ...row }) => ({
    ...row,
    text: (data as { text?: string }).text,
    author: author as { id?: string; name?: string },
  }));
}

/** What stands on a customer's thread about held answers, for the company alone. */
export async function stepsOf({ db }: Pick<Deps, 'db'>, customerId: string) {
  const rows = await db
    .selectFrom('timeline_item')
    .select(['data', 'visibility', 'author'])
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'system')
    .orderBy('seq')
    .execute();
  return rows
    .map(({ data, visibility, author }) => ({
      ...(data as { event: string; status?: string; reason?: string; from?: { id: string } }),
      visibility,
      by: (author as { id?: string }).id,
    }))
    .filter(({ event }) => event.startsWith('approval_'));
}
