import type { Deps } from '#server/deps.ts';
import { type ContactPointKind, maskContactPoint } from '#shared/domain/contact-point.ts';
import type { Reader } from '#shared/domain/visibility.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { conversationNumberIn, type Reading, readings } from './asked.ts';
import { fold } from './grams.ts';
import { foldRomaji } from './romaji.ts';
import {
  type Candidate,
  type CustomerName,
  candidates,
  channelsOf,
  conversationsFound,
  customerNames,
  onePerThread,
  ordersFound,
  pointsOf,
} from './search.repository.ts';
import { type Snippet, snippetOf } from './snippet.ts';

type Found = QueryOutput<'search'>;

/**
 * Finds customers, conversations, orders and items by what a caller gives: a name in any script, a phone in any form or
 * its last digits, an email, any number, words of two characters and more. Contact points are told masked ([PR4]).
 */
export async function search(deps: Pick<Deps, 'db'>, reader: Reader, text: string, limit: number): Promise<Found> {
  const asked = readings(text);
  const [people, cases, orders, items] = await Promise.all([
    candidates(deps.db, reader, { entities: ['customer'], readings: asked }),
    candidates(deps.db, reader, { entities: ['conversation'], readings: asked }),
    candidates(deps.db, reader, { entities: ['order'], readings: asked }),
    candidates(deps.db, reader, { entities: ['item'], readings: asked }),
  ]);
  const names = new Names(deps, asked);
  // Several records of one person are one find ([ID3]).
  const customerIds = (await onePerThread(deps.db, unique(confirmed(people, asked).map((c) => c.customerId)))).slice(
    0,
    limit,
  );
  return {
    customers: await names.customers(customerIds),
    conversations: await names.conversations(
      confirmed(cases, asked)
        .slice(0, limit)
        .map((c) => c.entityId),
      conversationNumberIn(text),
      limit,
    ),
    orders: await names.orders(
      confirmed(orders, asked).map((c) => c.entityId),
      limit,
    ),
    items: await names.items(withSnippets(items, asked).slice(0, limit)),
  };
}

/** Where words occur within one thread, newest first. */
export async function searchThread(
  deps: Pick<Deps, 'db'>,
  reader: Reader,
  ask: {
    readonly customerId: string;
    readonly members?: readonly string[];
    readonly text: string;
    readonly limit: number;
  },
): Promise<QueryOutput<'timeline.search'>> {
  const asked = readings(ask.text);
  const near = await candidates(deps.db, reader, {
    entities: ['item', 'order'],
    readings: asked,
    members: ask.members ?? [ask.customerId],
  });
  const hits = withSnippets(near, asked).flatMap(({ candidate, hit }) =>
    candidate.seq === null
      ? []
      : [
          {
            seq: candidate.seq,
            customerId: candidate.customerId,
            occurredAt: candidate.at.toISOString(),
            ...hit,
          },
        ],
  );
  return { hits: hits.slice(0, ask.limit) };
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

function confirmed(list: readonly Candidate[], asked: readonly Reading[]): Candidate[] {
  return list.filter(({ body }) => {
    const folded = `${fold(body)} ${foldRomaji(body)}`;
    return asked.some((reading) =>
      reading.words.every((word) => folded.includes(word) || folded.replaceAll(' ', '').includes(word)),
    );
  });
}

function withSnippets(list: readonly Candidate[], asked: readonly Reading[]): { candidate: Candidate; hit: Snippet }[] {
  return list.flatMap((candidate) => {
    const hit = asked.map((reading) => snippetOf(candidate.body, reading.words)).find((s) => s !== null);
    return hit === undefined || hit === null ? [] : [{ candidate, hit }];
  });
}

/** Puts names to ids; every list asks once for all of its customers. */
class Names {
  readonly #deps: Pick<Deps, 'db'>;
  readonly #asked: readonly Reading[];

  constructor(deps: Pick<Deps, 'db'>, asked: readonly Reading[]) {
    this.#deps = deps;
    this.#asked = asked;
  }

  async customers(ids: readonly string[]): Promise<Found['customers']> {
    const [names, points] = await Promise.all([customerNames(this.#deps.db, ids), pointsOf(this.#deps.db, ids)]);
    return ids.flatMap((id) => {
      const row = names.get(id);
      if (row === undefined) return [];
      const point = this.#matches(`${nameOf(row)} ${row.kana ?? ''}`)
        ? undefined
        : points.find((p) => p.customerId === id && this.#matches(p.value));
      const matched =
        point === undefined ? (row.kana ?? nameOf(row)) : maskContactPoint(point.kind as ContactPointKind, point.value);
      return [
        {
          customerId: id,
          name: nameOf(row),
          ...(row.kana === null ? {} : { kana: row.kana }),
          matched,
          orders: row.orders,
          ...(row.lastItemAt === null ? {} : { lastItemAt: row.lastItemAt.toISOString() }),
        },
      ];
    });
  }

  #matches(value: string): boolean {
    const folded = `${fold(value)} ${foldRomaji(value)}`;
    const holds = (word: string) =>
      folded.includes(word) || folded.replaceAll(' ', '').includes(word.replace(/^0/, ''));
    return this.#asked.some(({ words }) => words.length > 0 && words.every(holds));
  }

  async conversations(ids: readonly string[], number: number | null, limit: number): Promise<Found['conversations']> {
    const found = (await conversationsFound(this.#deps.db, ids, number)).slice(0, limit);
    const names = await customerNames(this.#deps.db, unique(found.map((c) => c.customerId)));
    return found.map((c) => ({
      conversationId: c.conversationId,
      customerId: c.customerId,
      number: c.number,
      customerName: nameOf(names.get(c.customerId)),
      subject: c.subject ?? c.preview,
      status: c.status,
      at: c.at.toISOString(),
    }));
  }

  async orders(itemIds: readonly string[], limit: number): Promise<Found['orders']> {
    const list = (await ordersFound(this.#deps.db, itemIds)).slice(0, limit);
    const names = await customerNames(this.#deps.db, unique(list.map((o) => o.customerId)));
    return list.map((o) => ({
      customerId: o.customerId,
      seq: o.seq,
      number: o.number,
      customerName: nameOf(names.get(o.customerId)),
      state: o.state,
      at: o.at.toISOString(),
    }));
  }

  async items(found: readonly { candidate: Candidate; hit: Snippet }[]): Promise<Found['items']> {
    const [names, channels] = await Promise.all([
      customerNames(this.#deps.db, unique(found.map((f) => f.candidate.customerId))),
      channelsOf(
        this.#deps.db,
        found.map((f) => f.candidate.entityId),
      ),
    ]);
    return found.flatMap(({ candidate, hit }) =>
      candidate.seq === null
        ? []
        : [
            {
              customerId: candidate.customerId,
              seq: candidate.seq,
              customerName: nameOf(names.get(candidate.customerId)),
              channel: channels.get(candidate.entityId) ?? 'shop',
              at: candidate.at.toISOString(),
              ...hit,
            },
          ],
    );
  }
}

const nameOf = (row: CustomerName | undefined): string => row?.name ?? row?.kana ?? '';
