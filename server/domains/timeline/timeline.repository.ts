import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemData, ItemKind } from '#shared/domain/item-data.ts';
import type { Author } from '#shared/domain/party.ts';
import type { Visibility } from '#shared/domain/timeline-item.ts';

/** What it takes to append one item. The service has checked and masked it. */
export type NewItem<K extends ItemKind = ItemKind> = {
  readonly customerId: string;
  readonly kind: K;
  readonly data: ItemData<K>;
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly visibility: Visibility;
  readonly audience?: readonly string[];
  readonly author: Author;
  readonly occurredAt: Date;
  readonly conversationId?: string;
  readonly sessionId?: string;
  readonly source?: string;
  readonly externalId?: string;
  readonly historical?: boolean;
  readonly corrects?: string;
};

export type ItemWords = { readonly entity: 'item' | 'order'; readonly body: string; readonly grams: readonly string[] };

/** Something that happens in the statement that appends the item, before it; without a row of `when`, nothing is appended. */
export type Given = {
  readonly ctes: RawBuilder<unknown>;
  readonly when: RawBuilder<unknown>;
  /** A column more. */
  readonly told: RawBuilder<unknown>;
};

/** Where an item came to stand; with what was told, if something was given. */
export type Appended = { readonly seq: number; readonly version: number; readonly told?: unknown };

/**
 * Counter, item, topic event and words for search in one statement and one round trip. The update of the customer's row
 * is what makes `seq` and the topic's version gapless and in commit order ([TL2]); whoever appends waits for it.
 */
export function itemInserted(
  work: Work,
  { id, item, words }: { readonly id: string; readonly item: NewItem; readonly words: ItemWords | null },
  given: Given | null,
): RawBuilder<Appended> {
  const author = JSON.stringify(item.author);
  const data = JSON.stringify(item.data);
  return sql<Appended>`${PREPARED}
    with ${given === null ? sql`` : sql`${given.ctes},`} c as (
      update customer set last_seq = last_seq + 1, topic_version = topic_version + 1,
        last_item_at = greatest(coalesce(last_item_at, ${item.occurredAt}), ${item.occurredAt})
      where id = ${item.customerId} ${given === null ? sql`` : sql`and exists (${given.when})`} returning last_seq, topic_version),
    i as (
      insert into timeline_item (customer_id, seq, id, kind, channel, direction, visibility, audience, source, external_id,
        conversation_id, session_id, occurred_at, received_at, author, historical, corrects, data)
      select ${item.customerId}, c.last_seq, ${id}, ${item.kind}, ${item.channel}, ${item.direction}, ${item.visibility},
        ${item.audience ?? null}::uuid[], ${item.source ?? null}, ${item.externalId ?? null}, ${item.conversationId ?? null}::uuid,
        ${item.sessionId ?? null}::uuid, ${item.occurredAt}, ${work.at}, ${author}::jsonb, ${item.historical ?? false},
        ${item.corrects ?? null}::uuid, ${data}::jsonb from c),
    e as (
      insert into topic_event (topic, version, at, type, ref)
      select ${`customer:${item.customerId}`}, c.topic_version, ${work.at}, 'item_added',
        jsonb_build_object('type', 'item_added', 'seq', c.last_seq) from c),
    s as (
      insert into search_entry (id, entity, entity_id, customer_id, seq, visibility, audience, at, body, grams)
      select ${work.nextId()}::uuid, ${words?.entity ?? 'item'}, ${id}::uuid, ${item.customerId}, c.last_seq, ${item.visibility},
        ${item.audience ?? null}::uuid[], ${item.occurredAt}, ${words?.body ?? ''}, ${words?.grams ?? []}::text[]
      from c where ${words !== null})
    select last_seq as seq, topic_version as version ${given === null ? sql`` : sql`, ${given.told} as told`} from c`;
}
