import type { Deps } from '#server/deps.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import { readGeneration, readVersions } from '#server/domains/topics/heads.repository.ts';
import { AppError } from '#server/errors.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import type { VisitorHistory } from '#shared/wire/visitor.ts';
import { type Place, visitorItems, visitorReads } from './history.repository.ts';

type Visitor = { readonly customerId: string; readonly contactPointId: string };

/** A page of what the visitor said and was told; nothing of the customer's other conversations, and nothing internal. */
export async function visitorHistory(
  { db }: Pick<Deps, 'db'>,
  visitor: Visitor,
  ask: { readonly before?: string | undefined; readonly limit: number },
): Promise<VisitorHistory> {
  const topic = customerTopic(visitor.customerId);
  const [generation, versions] = await Promise.all([readGeneration(db), readVersions(db, [topic])]);
  const before = ask.before === undefined ? null : parsePlace(ask.before);
  const rows = await visitorItems(db, visitor.contactPointId, before, ask.limit + 1);
  const read = await visitorReads(db, visitor.contactPointId, visitor.customerId);
  const items = rows.slice(0, ask.limit).reverse().map(asItem);
  const oldest = items[0];
  const more = rows.length > ask.limit && oldest !== undefined;
  const head = { topic, generation, version: versions.get(topic) ?? 0 };
  return { items, head, read, ...(more ? { before: placeOf(oldest) } : {}) };
}

const placeOf = (item: TimelineItem): string => `${item.occurredAt}_${item.customerId}_${item.seq}`;

function parsePlace(text: string): Place {
  const [, occurredAt, customerId, seq] = /^([\d:.TZ-]{20,30})_([0-9a-f-]{36})_(\d{1,15})$/.exec(text) ?? [];
  if (occurredAt === undefined || customerId === undefined || Number.isNaN(Date.parse(occurredAt))) {
    throw new AppError('invalid', { details: { reason: 'before: not a place this hub gave' } });
  }
  return { occurredAt, customerId, seq: Number(seq) };
}
