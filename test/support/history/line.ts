/**
 * What a client writes down while it works, one JSON object a line, in its own order. `invoke` is written before a command
 * leaves, `ok`, `fail` or `info` after: `info` means that nobody knows whether it took effect.
 */
export type Line =
  | { readonly what: 'hello'; readonly role: 'agent' | 'visitor'; readonly id: string; readonly customerId?: string }
  | Invoke
  | {
      readonly what: 'ok';
      readonly id: string;
      readonly item?: SeenItem;
      readonly owner?: Owned;
      readonly handoff?: SeenHandoff;
    }
  /** Refused for good: it must have had no effect. */
  | { readonly what: 'fail'; readonly id: string; readonly code: string }
  | { readonly what: 'info'; readonly id: string }
  /** An event that the client applied, in the order in which it did. */
  | {
      readonly what: 'saw';
      readonly topic: string;
      readonly generation: string;
      readonly version: number;
      readonly item?: SeenItem;
      readonly owner?: Owned;
      readonly handoff?: SeenHandoff;
    }
  /** A frame as it came over the line, applied or not. */
  | { readonly what: 'got'; readonly topic: string; readonly item: SeenItem }
  /** The state of a topic was fetched anew, up to here; the next event is the one after it. */
  | { readonly what: 'loaded'; readonly topic: string; readonly generation: string; readonly version: number }
  /** What the client holds for the owner of a conversation, whenever that changes. */
  | ({ readonly what: 'held' } & Owned)
  /** A read that began after everything above it was told: up to which seq the hub answered. */
  | { readonly what: 'read'; readonly customerId: string; readonly lastSeq: number }
  /** At the end: what stands on the screen, from the top down. `whole`: from the first item on, not only the newest. */
  | {
      readonly what: 'screen';
      readonly customerId: string;
      readonly whole: boolean;
      readonly items: readonly SeenItem[];
      readonly owners: readonly Owned[];
    };

export type Invoke = {
  readonly what: 'invoke';
  readonly id: string;
  readonly command: string;
  readonly conversationId?: string;
  /** The fence that it carried. */
  readonly epoch?: number;
  readonly handoffId?: string;
  /** Unique in the whole history, so that an effect can be told from every other. */
  readonly text?: string;
};

export type SeenItem = {
  readonly customerId: string;
  readonly seq: number;
  /** Absent where the item is hidden from this reader. */
  readonly id?: string;
  readonly text?: string;
};
export type Owned = { readonly conversationId: string; readonly epoch: number; readonly owner: string };
export type SeenHandoff = { readonly id: string; readonly state: string };

/** What the hub has committed, read from its database when everything is over. */
export type Truth = {
  readonly items: readonly TrueItem[];
  readonly conversations: readonly { readonly id: string; readonly epoch: number; readonly owner: string | null }[];
  /** Who owned what from which epoch on. */
  readonly assignments: readonly Owned[];
  readonly handoffs: readonly SeenHandoff[];
};

export type TrueItem = {
  readonly customerId: string;
  readonly seq: number;
  readonly id: string;
  /** Where it stands on the screen ([TL4]). */
  readonly occurredAt: string;
  readonly visibility: 'customer' | 'internal' | 'lead' | 'private';
  readonly authorId: string;
  readonly conversationId?: string;
  readonly text?: string;
  /** A change of this conversation's owner. */
  readonly ownerChange?: boolean;
  /** How far a handoff came by this item. */
  readonly handoff?: SeenHandoff;
};

export type History = {
  /** By client, each in its own order: between clients there is no clock to trust. */
  readonly clients: ReadonlyMap<string, readonly Line[]>;
  readonly truth: Truth;
};

export const FAULT_KINDS = [
  'lost',
  'doubled',
  'reordered',
  'phantom',
  'double_owner',
  'no_owner',
  'epoch_back',
  'stale_write',
  'acked_before_commit',
  'cursor_back',
  'leaked',
  'two_outcomes',
  'diverged',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
export type Fault = { readonly kind: FaultKind; readonly client?: string; readonly what: string };

export const OUTCOMES: readonly string[] = ['completed', 'declined', 'expired', 'withdrawn', 'lapsed'];

/** The lines of one kind, of one client. */
export function linesOf<W extends Line['what']>(lines: readonly Line[], what: W): Extract<Line, { what: W }>[] {
  return lines.filter((line): line is Extract<Line, { what: W }> => line.what === what);
}

/** Things by a key of theirs, each group in the order given. */
export function grouped<T, K>(things: readonly T[], keyOf: (thing: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}
