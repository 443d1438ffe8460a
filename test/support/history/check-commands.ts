import { type Fault, grouped, type History, type Invoke, type Line, linesOf, type TrueItem } from './line.ts';

type Told = Extract<Line, { what: 'ok' | 'fail' | 'info' }>;
type Command = { readonly client: string; readonly invoke: Invoke; readonly told?: Told };

/**
 * Commands and their effects: what was acknowledged is there ([SY1]), once ([SY2]); what was refused is not; a sender's
 * words stand in the order in which they were said; a fence that was accepted was the one in force ([CV1]).
 */
export function checkCommands(history: History): Fault[] {
  const byId = new Map(history.truth.items.map((item) => [item.id, item]));
  const byText = grouped(
    history.truth.items.filter(({ text }) => text !== undefined),
    ({ text }) => text as string,
  );
  return commandsOf(history)
    .flatMap((command) => [...checkEffect(command, byId, byText), ...checkFence(command, history, byId)])
    .concat([...history.clients].flatMap(([client, lines]) => checkOrder(client, lines, byText)));
}

function commandsOf({ clients }: History): Command[] {
  return [...clients].flatMap(([client, lines]) => {
    const told = new Map<string, Told>();
    for (const line of lines)
      if (line.what === 'ok' || line.what === 'fail' || line.what === 'info') told.set(line.id, line);
    return linesOf(lines, 'invoke').map((invoke) => {
      const answer = told.get(invoke.id);
      return answer === undefined ? { client, invoke } : { client, invoke, told: answer };
    });
  });
}

function checkEffect(
  { client, invoke, told }: Command,
  byId: ReadonlyMap<string, TrueItem>,
  byText: ReadonlyMap<string, readonly TrueItem[]>,
): Fault[] {
  const { text } = invoke;
  const effects = text === undefined ? [] : (byText.get(text) ?? []);
  const faults: Fault[] = [];
  const say = (kind: Fault['kind'], what: string) => faults.push({ kind, client, what });
  if (effects.length > 1) say('doubled', `“${text}” stands ${effects.length} times on the thread`);
  if (told?.what === 'fail' && effects.length > 0)
    say('phantom', `“${text}” was refused ${told.code} and is on the thread`);
  if (told?.what !== 'ok') return faults;
  const { item } = told;
  if (item !== undefined) {
    const stored = item.id === undefined ? undefined : byId.get(item.id);
    if (stored === undefined) say('lost', `“${text}” was acknowledged as ${item.id} and is not on the thread`);
    else if (
      stored.seq !== item.seq ||
      stored.customerId !== item.customerId ||
      (text !== undefined && stored.text !== text)
    )
      say('phantom', `${item.id} was acknowledged as something else than it is`);
  } else if (text !== undefined && effects.length === 0)
    say('lost', `“${text}” was acknowledged and is not on the thread`);
  return faults;
}

/** A sender says the next thing after the one before was acknowledged, so it stands after it. */
function checkOrder(client: string, lines: readonly Line[], byText: ReadonlyMap<string, readonly TrueItem[]>): Fault[] {
  const texts = new Map(linesOf(lines, 'invoke').map(({ id, text }) => [id, text]));
  const newest = new Map<string, number>();
  // What was said when: the highest place acknowledged before each invocation, by record.
  const before = new Map<string, ReadonlyMap<string, number>>();
  const faults: Fault[] = [];
  for (const line of lines) {
    if (line.what === 'invoke') before.set(line.id, new Map(newest));
    if (line.what !== 'ok') continue;
    const stored = byText.get(texts.get(line.id) ?? '')?.[0];
    if (stored === undefined) continue;
    const floor = before.get(line.id)?.get(stored.customerId) ?? 0;
    if (stored.seq <= floor)
      faults.push({
        kind: 'reordered',
        client,
        what: `“${stored.text}” was said after ${floor} and stands at ${stored.seq}`,
      });
    newest.set(stored.customerId, Math.max(newest.get(stored.customerId) ?? 0, stored.seq));
  }
  return faults;
}

/** Which epoch was in force where an item stands: owner changes take their place on the same thread. */
function checkFence(
  { client, invoke, told }: Command,
  { truth }: History,
  byId: ReadonlyMap<string, TrueItem>,
): Fault[] {
  if (told?.what !== 'ok' || told.item?.id === undefined || invoke.epoch === undefined) return [];
  const item = byId.get(told.item.id);
  if (item?.conversationId === undefined || item.ownerChange === true) return [];
  const epoch = epochAt(truth.items, item);
  const owner = truth.assignments.find((a) => a.conversationId === item.conversationId && a.epoch === epoch)?.owner;
  if (epoch === invoke.epoch && owner === item.authorId) return [];
  const what = `${item.id} was accepted with epoch ${invoke.epoch} of ${item.authorId}; in force was ${epoch} of ${owner}`;
  return [{ kind: 'stale_write', client, what }];
}

const changes = new WeakMap<readonly TrueItem[], Map<string, number[]>>();

function epochAt(items: readonly TrueItem[], { conversationId, seq }: TrueItem): number {
  let seqs = changes.get(items);
  if (seqs === undefined) {
    seqs = new Map();
    for (const one of items) {
      if (one.ownerChange !== true || one.conversationId === undefined) continue;
      seqs.set(one.conversationId, [...(seqs.get(one.conversationId) ?? []), one.seq]);
    }
    changes.set(items, seqs);
  }
  return 1 + (seqs.get(conversationId ?? '') ?? []).filter((changed) => changed < seq).length;
}
