import type { History, Owned, SeenHandoff, SeenItem, TrueItem, Truth } from './line.ts';

/** One conversation of one customer, as a hub knows it. */
export type Matter = {
  readonly customerId: string;
  readonly conversationId: string;
  epoch: number;
  owner: string;
  seq: number;
  handoff: (SeenHandoff & { readonly to: string }) | null;
};
export type ModelEvent = {
  readonly version: number;
  readonly item?: SeenItem;
  readonly owner?: Owned;
  readonly handoff?: SeenHandoff;
};
type NewItem = Omit<TrueItem, 'customerId' | 'seq' | 'id' | 'occurredAt' | 'conversationId'>;

/** A hub that keeps every promise, without time, sockets or a database. */
export type ModelHub = {
  readonly matters: readonly Matter[];
  readonly newId: (kind: string) => string;
  readonly append: (matter: Matter, item: NewItem) => SeenItem;
  readonly give: (matter: Matter, owner: string, by: string, handoff?: SeenHandoff) => Owned;
  readonly tellHandoff: (matter: Matter, handoff: SeenHandoff) => void;
  readonly eventsOf: (topic: string) => readonly ModelEvent[];
  readonly shown: (matter: Matter, isReadable: (item: TrueItem) => boolean) => SeenItem[];
  readonly truth: () => Truth;
};

export function createModelHub(customers: number): ModelHub {
  const items: TrueItem[] = [];
  const assignments: Owned[] = [];
  const handoffs = new Map<string, SeenHandoff>();
  const events = new Map<string, ModelEvent[]>();
  let made = 0;
  const newId = (kind: string): string => `${kind}-${++made}`;

  const matters = Array.from({ length: customers }, (_, n): Matter => {
    const conversationId = `conversation-${n}`;
    assignments.push({ conversationId, epoch: 1, owner: 'team-0' });
    return { customerId: `customer-${n}`, conversationId, epoch: 1, owner: 'team-0', seq: 0, handoff: null };
  });

  function tell({ customerId }: Matter, event: Omit<ModelEvent, 'version'>): void {
    const topic = `customer:${customerId}`;
    const log = events.get(topic) ?? [];
    log.push({ version: log.length + 1, ...event });
    events.set(topic, log);
  }

  function append(matter: Matter, more: NewItem): SeenItem {
    matter.seq += 1;
    const { customerId, conversationId, seq } = matter;
    const place = { customerId, seq, id: newId('item') };
    items.push({ ...place, occurredAt: new Date(1_000_000 + made * 10).toISOString(), conversationId, ...more });
    const item = more.text === undefined ? place : { ...place, text: more.text };
    tell(matter, { item });
    return item;
  }

  return {
    matters,
    newId,
    append,
    give(matter, owner, by, handoff) {
      matter.owner = owner;
      matter.epoch += 1;
      const owned = ownedNow(matter);
      assignments.push(owned);
      const about = handoff === undefined ? {} : { handoff };
      append(matter, { visibility: 'internal', authorId: by, ownerChange: true, ...about });
      tell(matter, { owner: owned });
      return owned;
    },
    tellHandoff(matter, handoff) {
      handoffs.set(handoff.id, handoff);
      tell(matter, { handoff });
    },
    eventsOf: (topic) => events.get(topic) ?? [],
    shown: (matter, isReadable) =>
      items
        .filter((item) => item.customerId === matter.customerId && isReadable(item))
        .map(({ customerId, seq, id }) => ({ customerId, seq, id })),
    truth: (): History['truth'] => ({
      items,
      conversations: matters.map((m) => ({ id: m.conversationId, epoch: m.epoch, owner: m.owner })),
      assignments,
      handoffs: [...handoffs.values()],
    }),
  };
}

export const ownedNow = ({ conversationId, epoch, owner }: Matter): Owned => ({ conversationId, epoch, owner });
