import { sql } from 'kysely';
import type { Deps } from '#server/deps.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { sayPresence } from '#server/domains/presence/presence.service.ts';
import { releaseWaitingForAbsent } from '#server/domains/routing/leave-absent.service.ts';
import { offerWork } from '#server/domains/routing/offer-work.service.ts';
import { releaseSilent } from '#server/domains/routing/silence.service.ts';
import { inWork } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import type { MadeAgent, MadeTeam } from '#test/support/factories/people.ts';

let made = 0;

/** A customer with one open conversation on a channel, who can write to it. */
export type Matter = {
  readonly customerId: string;
  readonly pointId: string;
  readonly id: string;
  readonly channel: Channel;
};

export async function makeMatter(
  { db }: Pick<Deps, 'db'>,
  team: MadeTeam,
  over: { owner?: MadeAgent; channel?: Channel; locale?: 'ja' | 'en' } = {},
): Promise<Matter> {
  const { channel = 'email', locale = 'ja' } = over;
  const point = { kind: 'email' as const, value: `shift${++made}@example.jp` };
  const customer = await makeCustomer(db, [point], { locale });
  const pointId = customer.contactPoints[0]?.id ?? '';
  const { id } = await makeConversation(db, {
    customer,
    team,
    ...(over.owner === undefined ? {} : { owner: over.owner }),
    over: { channel },
    session: { channel, contact_point_id: pointId },
  });
  return { customerId: customer.id, pointId, id, channel };
}

/** The customer writes. */
export const writes = (deps: Deps, { customerId, pointId, channel }: Matter, text = 'まだでしょうか') =>
  inWork(deps, (work) =>
    receive(work, {
      customerId,
      contactPointId: pointId,
      kind: 'message',
      data: { text },
      channel,
      direction: 'in',
      author: { type: 'customer' },
      occurredAt: deps.clock.now(),
    }),
  );

/** Says a presence for somebody, as their menu does. */
export const says = (
  deps: Deps,
  agent: { id: string },
  presence: 'ready' | 'busy' | 'away',
  reason: string | null = null,
) => inWork(deps, (work) => sayPresence(work, agent.id, presence, reason));

/** What every hub does each second for queues, silence and absence. */
export async function beat(deps: Deps): Promise<void> {
  await releaseWaitingForAbsent(deps);
  await releaseSilent(deps);
  await offerWork(deps);
}

export const rowOf = ({ db }: Pick<Deps, 'db'>, id: string) =>
  db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** The events of somebody's inbox, in order. */
export async function inboxEvents({ db }: Pick<Deps, 'db'>, agent: { id: string }): Promise<{ type: string }[]> {
  const { rows } = await sql<{ ref: { type: string } }>`
    select ref from topic_event where topic = ${`inbox:${agent.id}`} order by version`.execute(db);
  return rows.map(({ ref }) => ref);
}
