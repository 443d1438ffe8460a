import type { Channel } from '../channels.ts';
import type { Effort, EffortKind } from './effort.ts';
import { type Segment, segmentAt } from './segments.ts';
import { isContact, type Touch } from './touch.ts';

/** One matter by its way over channels: what it cost the customer and how they said it was. */
export type Matter = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly from: number;
  /** What the customer was when it began. */
  readonly segment: Segment;
  /** The channels of its contacts, each change once. */
  readonly path: readonly [Channel, ...Channel[]];
  readonly efforts: Readonly<Record<EffortKind, number>>;
  /** The last one said, a share of the best. */
  readonly score: number | null;
};

type Parts = {
  readonly touches: readonly Touch[];
  readonly efforts: readonly Effort[];
  /** As `buyings` gives it. */
  readonly bought: readonly Touch[];
  readonly loyalOrders: number;
};

/** The matters of a thread in which the customer got in touch, by their first contact. */
export function mattersOf({ touches, efforts, bought, loyalOrders }: Parts): Matter[] {
  const found = new Map<string, Draft>();
  for (const touch of touches) {
    const { conversationId, customerId, channel, at } = touch;
    if (conversationId === null) continue;
    const known = found.get(conversationId);
    if (isContact(touch) && known === undefined) {
      const segment = segmentAt(bought, at, loyalOrders);
      const none = { came_back: 0, switched: 0, waited: 0, repeated: 0 };
      found.set(conversationId, {
        conversationId,
        customerId,
        from: at,
        segment,
        path: [channel],
        efforts: none,
        score: null,
      });
    } else if (isContact(touch)) {
      if (known?.path.at(-1) !== channel) known?.path.push(channel);
    } else if (touch.kind === 'survey' && known !== undefined) known.score = touch.score;
  }
  for (const { kind, touch } of efforts) {
    const own = found.get(touch.conversationId ?? '');
    if (own !== undefined) own.efforts[kind] += 1;
  }
  return [...found.values()];
}

type Draft = {
  conversationId: string;
  customerId: string;
  from: number;
  segment: Segment;
  path: [Channel, ...Channel[]];
  efforts: Record<EffortKind, number>;
  score: number | null;
};
