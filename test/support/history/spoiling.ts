import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { FaultKind, History, Line, Truth } from './line.ts';

/** One way in which a hub or a client can break its word, and what a checker must then find. */
export type Spoiling = {
  readonly name: string;
  readonly finds: FaultKind;
  /** The history with that one fault in it; null when it has nothing that could be spoilt so. */
  readonly spoil: (history: History, random: SeededRandom) => History | null;
};

export type Found<T> = { readonly client: string; readonly at: number; readonly line: T };
export type OfWhat<W extends Line['what']> = Extract<Line, { what: W }>;

/** A line of a kind, chosen among all clients. */
export function find<W extends Line['what']>(
  { clients }: History,
  random: SeededRandom,
  what: W,
  fits: (line: OfWhat<W>, client: string) => boolean = () => true,
): Found<OfWhat<W>> | null {
  const found = [...clients].flatMap(([client, lines]) =>
    lines.flatMap((line, at): Found<OfWhat<W>>[] =>
      line.what === what && fits(line as OfWhat<W>, client) ? [{ client, at, line: line as OfWhat<W> }] : [],
    ),
  );
  return found.length === 0 ? null : random.pick(found);
}

/** The history with some lines in place of one. */
export function replace(
  history: History,
  { client, at }: Pick<Found<Line>, 'client' | 'at'>,
  ...lines: Line[]
): History {
  const changed = [...(history.clients.get(client) ?? [])];
  changed.splice(at, 1, ...lines);
  return { ...history, clients: new Map(history.clients).set(client, changed) };
}

export const withTruth = (history: History, truth: Partial<Truth>): History => ({
  ...history,
  truth: { ...history.truth, ...truth },
});

export const isVisitor = (client: string): boolean => client.startsWith('visitor');
export const acked = (line: OfWhat<'ok'>): boolean => line.item !== undefined;
