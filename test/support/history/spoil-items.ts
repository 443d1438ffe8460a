import type { History, Line, TrueItem } from './line.ts';
import { acked, type Found, find, type OfWhat, replace, type Spoiling, withTruth } from './spoiling.ts';

/** Items and events that are lost, doubled, out of order or never were. */
export const ITEM_SPOILINGS: readonly Spoiling[] = [
  {
    name: 'an acknowledged message was never committed',
    finds: 'lost',
    spoil(history, random) {
      const found = find(history, random, 'ok', acked);
      if (found === null) return null;
      const { id } = found.line.item as { id: string };
      return withTruth(history, { items: history.truth.items.filter((item) => item.id !== id) });
    },
  },
  {
    name: 'a client that followed to the end lacks an item',
    finds: 'lost',
    spoil(history, random) {
      const found = find(history, random, 'screen', ({ items }) => items.length > 1);
      if (found === null) return null;
      const gone = random.int(1, found.line.items.length - 1);
      return replace(history, found, { ...found.line, items: found.line.items.filter((_, at) => at !== gone) });
    },
  },
  {
    name: 'an event was skipped',
    finds: 'lost',
    spoil(history, random) {
      const last = new Map<string, number>();
      for (const [client, lines] of history.clients)
        for (const line of lines) if (line.what === 'saw') last.set(`${client} ${line.topic}`, line.version);
      const found = find(
        history,
        random,
        'saw',
        ({ topic, version, owner }, client) => owner === undefined && version < (last.get(`${client} ${topic}`) ?? 0),
      );
      return found === null ? null : skipAt(history, found);
    },
  },
  {
    name: 'a command that was sent twice took effect twice',
    finds: 'doubled',
    spoil(history, random) {
      const item = random.pick(history.truth.items.filter(({ text }) => text !== undefined));
      const seq =
        1 + Math.max(...history.truth.items.filter((i) => i.customerId === item.customerId).map((i) => i.seq));
      return withTruth(history, { items: [...history.truth.items, { ...item, id: `${item.id}-twin`, seq }] });
    },
  },
  {
    name: 'an item stands twice on a screen',
    finds: 'doubled',
    spoil(history, random) {
      const found = find(history, random, 'screen', ({ items }) => items.length > 0);
      if (found === null) return null;
      const item = random.pick(found.line.items);
      return replace(history, found, {
        ...found.line,
        items: found.line.items.flatMap((i) => (i === item ? [i, i] : [i])),
      });
    },
  },
  {
    name: 'an event was applied twice',
    finds: 'doubled',
    spoil(history, random) {
      const found = find(history, random, 'saw');
      return found === null ? null : replace(history, found, found.line, found.line);
    },
  },
  {
    name: 'two events were applied the wrong way round',
    finds: 'reordered',
    spoil(history, random) {
      const lines = (client: string): readonly Line[] => history.clients.get(client) ?? [];
      const next = (f: Pick<Found<Line>, 'client' | 'at'>): Line | undefined => lines(f.client)[f.at + 1];
      const pairs = [...history.clients].flatMap(([client, all]) =>
        all.flatMap((line, at) => {
          const after = next({ client, at });
          return line.what === 'saw' && after?.what === 'saw' && after.topic === line.topic
            ? [{ client, at, line, after }]
            : [];
        }),
      );
      if (pairs.length === 0) return null;
      const { client, at, line, after } = random.pick(pairs);
      return replace(replace(history, { client, at }, after), { client, at: at + 1 }, line);
    },
  },
  {
    name: 'a screen shows the thread in another order',
    finds: 'reordered',
    spoil(history, random) {
      const found = find(history, random, 'screen', ({ items }) => items.length > 1);
      if (found === null) return null;
      const items = [...found.line.items];
      const at = random.int(0, items.length - 2);
      items.splice(at, 2, items[at + 1] as (typeof items)[number], items[at] as (typeof items)[number]);
      return replace(history, found, { ...found.line, items });
    },
  },
  {
    name: 'what somebody said second stands first',
    finds: 'reordered',
    spoil(history, random) {
      const said = [...history.clients.keys()].flatMap((client) => {
        const texts =
          history.clients
            .get(client)
            ?.flatMap((l) => (l.what === 'invoke' && l.text !== undefined ? [{ id: l.id, text: l.text }] : [])) ?? [];
        const oks = new Set(history.clients.get(client)?.flatMap((l) => (l.what === 'ok' ? [l.id] : [])));
        const items = texts
          .filter(({ id }) => oks.has(id))
          .flatMap(({ text }) => history.truth.items.filter((i) => i.text === text));
        return items.slice(1).flatMap((second, n) => {
          const first = items[n] as TrueItem;
          return first.customerId === second.customerId ? [{ first, second }] : [];
        });
      });
      if (said.length === 0) return null;
      const { first, second } = random.pick(said);
      const swap = (item: TrueItem): TrueItem => {
        if (item === first) return { ...second, seq: first.seq, occurredAt: first.occurredAt };
        return item === second ? { ...first, seq: second.seq, occurredAt: second.occurredAt } : item;
      };
      return withTruth(history, { items: history.truth.items.map(swap) });
    },
  },
  {
    name: 'a client saw an item that was rolled back',
    finds: 'phantom',
    spoil(history, random) {
      const found = find(history, random, 'saw', ({ item }) => item?.id !== undefined);
      if (found?.line.item === undefined) return null;
      return replace(history, found, { ...found.line, item: { ...found.line.item, id: 'never-committed' } });
    },
  },
  {
    name: 'what was refused took effect',
    finds: 'phantom',
    spoil(history, random) {
      const texts = new Map(
        [...history.clients.values()].flat().flatMap((l) => (l.what === 'invoke' ? [[l.id, l.text] as const] : [])),
      );
      const found = find(history, random, 'ok', (line) => acked(line) && texts.get(line.id) !== undefined);
      return found === null ? null : replace(history, found, { what: 'fail', id: found.line.id, code: 'stale' });
    },
  },
];

/** One event less, where another of the topic follows before anything is loaded anew. */
function skipAt(history: History, found: Found<OfWhat<'saw'>>): History | null {
  const { client, at, line } = found;
  const later = (history.clients.get(client) ?? []).slice(at + 1);
  const earlier = (history.clients.get(client) ?? []).slice(0, at);
  const isOfTopic = (one: Line): boolean => (one.what === 'saw' || one.what === 'loaded') && one.topic === line.topic;
  if (later.find(isOfTopic)?.what !== 'saw' || !earlier.some(isOfTopic)) return null;
  return replace(history, found);
}
