import type { InboxRow, InboxSection } from '#shared/domain/conversation.ts';

/** Which rows stand where: the sections from the top, each with its rows' ids. */
export type ListOrder = readonly { readonly section: InboxSection; readonly ids: readonly string[] }[];

const SECTIONS: readonly InboxSection[] = ['live', 'needs_reply', 'waiting', 'checking', 'snoozed', 'resolved'];

const rankOf = (section: InboxSection): number => SECTIONS.indexOf(section);

/** The order of rows that come sorted by urgency. */
export function orderOf(rows: readonly InboxRow[]): ListOrder {
  return SECTIONS.map((section) => ({
    section,
    ids: rows.filter((row) => row.section === section).map((row) => row.conversationId),
  })).filter(({ ids }) => ids.length > 0);
}

/**
 * The order to show while the pointer is in the list: every row stays where it is, even in a section that it has left
 * meanwhile. A new row is put at the end of its section where that moves nothing above or under the pointer; one whose
 * place is further up is held back until the pointer leaves.
 */
export function holdOrder(held: ListOrder, rows: readonly InboxRow[], pointedId: string | null): ListOrder {
  const known = new Set(held.flatMap(({ ids }) => ids));
  const pointed = held.find(({ ids }) => pointedId !== null && ids.includes(pointedId));
  const firstFree = pointed === undefined ? SECTIONS.length : rankOf(pointed.section);
  const added = orderOf(rows.filter((row) => !known.has(row.conversationId) && rankOf(row.section) >= firstFree));
  return SECTIONS.map((section) => {
    const idsIn = (order: ListOrder) => order.find((one) => one.section === section)?.ids ?? [];
    return { section, ids: [...idsIn(held), ...idsIn(added)] };
  }).filter(({ ids }) => ids.length > 0);
}
