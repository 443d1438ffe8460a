import type { Insertable, Kysely } from 'kysely';
import { v7 } from 'uuid';
import type { ConversationTable, SessionTable, Tables } from '#server/db/tables.generated.ts';
import type { Deps } from '#server/deps.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { NewItem } from '#server/domains/timeline/timeline.repository.ts';
import { inWork } from '#server/work.ts';
import type { ItemKind } from '#shared/domain/item-data.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const OPENED = new Date('2026-04-01T00:30:00Z');

export type MadeConversation = {
  readonly id: string;
  readonly number: number;
  readonly customerId: string;
  readonly teamId: string;
  readonly epoch: number;
  readonly sessionId: string;
};

type Party = { readonly type: 'agent' | 'team'; readonly id: string };
type ConversationWish = {
  readonly customer: { readonly id: string };
  readonly team: { readonly id: string };
  /** Who owns it; the team's queue, if not given. */
  readonly owner?: Party;
  readonly over?: Partial<Insertable<ConversationTable>>;
  readonly session?: Partial<Insertable<SessionTable>>;
};

/** An open chat conversation at epoch 1 with its assignment and one active session; no items yet. */
export async function makeConversation(db: Kysely<Tables>, wish: ConversationWish): Promise<MadeConversation> {
  const owner = wish.owner ?? { type: 'team', id: wish.team.id };
  const owners = {
    agent_id: owner.type === 'agent' ? owner.id : null,
    team_id: owner.type === 'team' ? owner.id : null,
  };
  const row = await db
    .insertInto('conversation')
    .values({
      id: v7(),
      customer_id: wish.customer.id,
      status: 'open',
      team_id: wish.team.id,
      owner_agent_id: owners.agent_id,
      owner_team_id: owners.team_id,
      channel: 'chat',
      opened_at: OPENED,
      last_item_at: OPENED,
      ...wish.over,
    })
    .returning(['id', 'number', 'epoch', 'channel'])
    .executeTakeFirstOrThrow();
  await db
    .insertInto('assignment')
    .values({ conversation_id: row.id, epoch: row.epoch, ...owners, since: OPENED, reason: 'opened' })
    .execute();
  const sessionId = v7();
  await db
    .insertInto('session')
    .values({
      id: sessionId,
      conversation_id: row.id,
      customer_id: wish.customer.id,
      channel: row.channel,
      state: 'active',
      started_at: OPENED,
      ...wish.session,
    })
    .execute();
  return {
    id: row.id,
    number: row.number,
    customerId: wish.customer.id,
    teamId: wish.team.id,
    epoch: row.epoch,
    sessionId: wish.session?.id ?? sessionId,
  };
}

/** One item on a customer's thread, by the only way onto it; a customer's chat message unless told otherwise. */
export async function makeItem<K extends ItemKind = 'message'>(
  deps: Deps,
  customer: { readonly id: string },
  over: Partial<NewItem<K>> = {},
): Promise<TimelineItem> {
  const item = {
    customerId: customer.id,
    kind: 'message',
    data: { text: 'こんにちは' },
    channel: 'chat',
    direction: 'in',
    visibility: 'customer',
    author: { type: 'customer' },
    occurredAt: deps.clock.now(),
    ...over,
  } as NewItem<K>;
  return inWork(deps, (work) => appendItem(work, item));
}
