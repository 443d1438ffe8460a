import { type Fault, type FaultKind, type History, type Line, linesOf, type SeenItem, type TrueItem } from './line.ts';

type Items = ReadonlyMap<string, TrueItem>;
type Hello = Extract<Line, { what: 'hello' }>;
const placeOf = ({ customerId, seq }: Pick<SeenItem, 'customerId' | 'seq'>): string => `${customerId}:${seq}`;

/** What clients saw on the way: in the order of versions, each once, nothing that is not committed or not theirs ([SY3]). */
export function checkReading({ clients, truth }: History): Fault[] {
  const items = new Map(truth.items.map((item) => [placeOf(item), item]));
  return [...clients].flatMap(([client, lines]) => [
    ...checkVersions(client, lines),
    ...checkItems(client, lines, items),
    ...checkReads(client, lines),
  ]);
}

function checkVersions(client: string, lines: readonly Line[]): Fault[] {
  const places = new Map<string, Place>();
  const newest = new Map<string, number>();
  const faults: Fault[] = [];
  for (const line of lines) {
    if (line.what !== 'saw' && line.what !== 'loaded') continue;
    const { topic, generation, version } = line;
    const top = `${topic} ${generation}`;
    const before = places.get(topic);
    const kind =
      line.what === 'loaded' ? loadedBack(version, newest.get(top) ?? 0) : stepFault(before, { generation, version });
    if (kind !== null)
      faults.push({ kind, client, what: `${topic}: ${line.what} ${version} after ${before?.version}` });
    places.set(topic, { generation, version });
    newest.set(top, Math.max(newest.get(top) ?? 0, version));
  }
  return faults;
}

type Place = { readonly generation: string; readonly version: number };

const loadedBack = (version: number, newest: number): FaultKind | null => (version < newest ? 'cursor_back' : null);

/** What is wrong with going from one place to the next by an event. */
function stepFault(from: Place | undefined, to: Place): FaultKind | null {
  if (from === undefined) return null;
  if (from.generation !== to.generation) return 'cursor_back';
  if (to.version === from.version) return 'doubled';
  if (to.version < from.version) return 'reordered';
  return to.version > from.version + 1 ? 'lost' : null;
}

function checkItems(client: string, lines: readonly Line[], items: Items): Fault[] {
  const hello = linesOf(lines, 'hello')[0];
  return lines.flatMap((line): Fault[] => {
    return itemsIn(line).flatMap((item) => (item?.id === undefined ? [] : checkItem(client, hello, item, items)));
  });
}

function itemsIn(line: Line): readonly (SeenItem | undefined)[] {
  if (line.what === 'screen') return line.items;
  return line.what === 'saw' || line.what === 'got' ? [line.item] : [];
}

function checkItem(client: string, hello: Hello | undefined, item: SeenItem, items: Items): Fault[] {
  const stored = items.get(placeOf(item));
  const about = `${item.id} at ${placeOf(item)}`;
  if (stored === undefined || stored.id !== item.id || (item.text !== undefined && item.text !== stored.text))
    return [{ kind: 'phantom', client, what: `${about} is not what was committed there` }];
  const isTheirs = stored.visibility === 'customer' && stored.customerId === hello?.customerId;
  if (hello?.role === 'visitor' && !isTheirs)
    return [{ kind: 'leaked', client, what: `${about} is not the visitor's to read` }];
  return [];
}

/** Whoever was told that it is there finds it there: told before the commit, it might not be ([SY1]). */
function checkReads(client: string, lines: readonly Line[]): Fault[] {
  const told = new Map<string, number>();
  const faults: Fault[] = [];
  for (const line of lines) {
    if (line.what === 'ok' && line.item !== undefined)
      told.set(line.item.customerId, Math.max(told.get(line.item.customerId) ?? 0, line.item.seq));
    if (line.what !== 'read') continue;
    const floor = told.get(line.customerId) ?? 0;
    if (line.lastSeq < floor)
      faults.push({
        kind: 'acked_before_commit',
        client,
        what: `${line.customerId}: told of ${floor}, then read ${line.lastSeq}`,
      });
  }
  return faults;
}
