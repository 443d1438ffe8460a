import {
  type Fault,
  grouped,
  type History,
  type Line,
  linesOf,
  type Owned,
  type SeenItem,
  type TrueItem,
} from './line.ts';

type Screen = Extract<Line, { what: 'screen' }>;
type Reader = { readonly client: string; readonly isVisitor: boolean };
const keyOf = ({ customerId, seq }: SeenItem): string => `${customerId}:${seq}`;

/** When all is over, every screen shows what the hub has: all of it, once, in order, with the owner of now. */
export function checkScreens({ clients, truth }: History): Fault[] {
  const threads = grouped([...truth.items].sort(onScreen), ({ customerId }) => customerId);
  const owners = new Map(truth.conversations.map(({ id, epoch, owner }) => [id, { epoch, owner }]));
  return [...clients].flatMap(([client, lines]) => {
    const reader = { client, isVisitor: linesOf(lines, 'hello')[0]?.role === 'visitor' };
    return linesOf(lines, 'screen').flatMap((screen) => [
      ...checkScreen(reader, screen, threads.get(screen.customerId) ?? []),
      ...screen.owners.flatMap((owned) => checkOwner(client, owned, owners.get(owned.conversationId))),
    ]);
  });
}

function checkScreen({ client, isVisitor }: Reader, screen: Screen, thread: readonly TrueItem[]): Fault[] {
  const readable = isVisitor ? thread.filter((i) => i.visibility === 'customer' && i.text !== undefined) : thread;
  const shown = screen.items.map(keyOf);
  const once = new Set(shown);
  const faults: Fault[] = [];
  const say = (kind: Fault['kind'], what: string) =>
    faults.push({ kind, client, what: `${screen.customerId}: ${what}` });
  if (once.size < shown.length) say('doubled', `${shown.length - once.size} items stand there twice`);
  const known = new Set(readable.map(keyOf));
  const strangers = shown.filter((key) => !known.has(key));
  if (strangers.length > 0) say('phantom', `${strangers.slice(0, 3)} are not on the thread`);
  // What is above the first item shown has not been scrolled to.
  const first = screen.whole ? 0 : readable.findIndex((item) => once.has(keyOf(item)));
  const due = first < 0 ? readable : readable.slice(first);
  const missing = due.filter((item) => !once.has(keyOf(item)));
  if (missing.length > 0)
    say('lost', `${missing.length} items are missing, the first ${keyOf(missing[0] as TrueItem)}`);
  const order = due.map(keyOf).filter((key) => once.has(key));
  const unique = [...once].filter((key) => known.has(key));
  if (order.join() !== unique.join() && order.length === unique.length)
    say('reordered', 'the order is another than the hub’s');
  return faults;
}

function checkOwner(client: string, held: Owned, now: { epoch: number; owner: string | null } | undefined): Fault[] {
  if (now?.epoch === held.epoch && now.owner === held.owner) return [];
  const what = `${held.conversationId} shows ${held.owner} in epoch ${held.epoch}, it is ${now?.owner} in ${now?.epoch}`;
  return [{ kind: 'diverged', client, what }];
}

function onScreen(a: TrueItem, b: TrueItem): number {
  return Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || a.seq - b.seq;
}
