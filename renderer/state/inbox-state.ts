import { INBOX_TABS, type InboxRow, type InboxTab } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { compareInboxRows, type InboxReader, inInboxTab } from '#shared/domain/inbox.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { type Head, inboxTopic, type Topic, teamTopic } from '#shared/wire/topic.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import { isNews, type ToldUpTo, toldAt, toldBy } from './told-rows.ts';

/** How far one tab is loaded. `next` asks for the rows after those in hand. */
export type TabState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly next: string | null }
  | { readonly state: 'error'; readonly error: WireError };

/** Everything the inbox shows: one set of rows, of which each tab shows those that are its own by the shared rule. */
export type InboxState = {
  readonly rows: ReadonlyMap<string, InboxRow>;
  /** By row, up to where its topics are told in it. */
  readonly told: ReadonlyMap<string, ToldUpTo>;
  readonly tabs: Readonly<Partial<Record<InboxTab, TabState>>>;
  readonly counts: Readonly<Record<InboxTab, number>>;
  /** Offers that stand, and what was accepted and not yet got. */
  readonly offers: ReadonlyMap<string, Handoff>;
};

export type InboxList = {
  readonly rows: readonly InboxRow[];
  readonly next?: string | undefined;
  readonly counts: Readonly<Partial<Record<InboxTab, number>>>;
  readonly offers: readonly Handoff[];
  /** Where the list is followed from. */
  readonly heads: readonly Head[];
};

const NO_COUNTS: InboxState['counts'] = { mine: 0, team: 0, checking: 0, promises: 0, all: 0 };
export const EMPTY_INBOX: InboxState = {
  rows: new Map(),
  told: new Map(),
  tabs: {},
  counts: NO_COUNTS,
  offers: new Map(),
};

export function tabLoading(state: InboxState, tab: InboxTab): InboxState {
  return state.tabs[tab]?.state === 'ready'
    ? state
    : { ...state, tabs: { ...state.tabs, [tab]: { state: 'loading' } } };
}

export function tabFailed(state: InboxState, tab: InboxTab, error: WireError): InboxState {
  return state.tabs[tab]?.state === 'ready'
    ? state
    : { ...state, tabs: { ...state.tabs, [tab]: { state: 'error', error } } };
}

/** The first page of a tab takes the place of what the tab held; what other tabs hold stays. */
export function tabLoaded(state: InboxState, tab: InboxTab, list: InboxList, reader: InboxReader): InboxState {
  const rows = new Map([...state.rows].filter(([, row]) => !inInboxTab(row, tab, reader)));
  return withList(state, tab, list, rows);
}

/** A further page of a tab. */
export function tabExtended(state: InboxState, tab: InboxTab, list: InboxList): InboxState {
  return withList(state, tab, list, new Map(state.rows));
}

function withList(state: InboxState, tab: InboxTab, list: InboxList, rows: Map<string, InboxRow>): InboxState {
  const upTo = toldBy(list.heads);
  const told = new Map([...state.told].filter(([id]) => rows.has(id)));
  for (const row of list.rows) {
    rows.set(row.conversationId, row);
    told.set(row.conversationId, upTo);
  }
  return {
    rows,
    told,
    tabs: { ...state.tabs, [tab]: { state: 'ready', next: list.next ?? null } },
    counts: { ...NO_COUNTS, ...list.counts },
    offers: new Map(list.offers.map((offer) => [offer.id, offer])),
  };
}

export function countsLoaded(state: InboxState, list: Pick<InboxList, 'counts' | 'offers'>): InboxState {
  return {
    ...state,
    counts: { ...NO_COUNTS, ...list.counts },
    offers: new Map(list.offers.map((offer) => [offer.id, offer])),
  };
}

/**
 * One event of `inbox:ME` or of a team of mine, at its place there. Counts follow the rows in hand; a row that was not in
 * hand may have been counted already, so the caller asks for the counts again when `knowsRows` says no.
 */
export function applyInboxEvent(state: InboxState, at: Head, event: TopicEvent, reader: InboxReader): InboxState {
  switch (event.type) {
    case 'rows_changed':
      return changeRows(state, at, event, reader);
    case 'offer_changed':
      return changeOffer(state, event.handoff, reader);
    default:
      return state;
  }
}

/** True when every row that the event changes was in hand, so that the counts are right without asking. */
export function knowsRows(state: InboxState, event: TopicEvent): boolean {
  return event.type !== 'rows_changed' || event.rows.every((row) => state.rows.has(row.conversationId));
}

function changeRows(
  state: InboxState,
  at: Head,
  event: Extract<TopicEvent, { type: 'rows_changed' }>,
  reader: InboxReader,
): InboxState {
  const rows = new Map(state.rows);
  const told = new Map(state.told);
  const counts = { ...state.counts };
  const move = (before: InboxRow | undefined, after: InboxRow | undefined) => {
    for (const tab of INBOX_TABS) {
      const was = before !== undefined && inInboxTab(before, tab, reader);
      const is = after !== undefined && inInboxTab(after, tab, reader);
      counts[tab] = Math.max(0, counts[tab] + Number(is) - Number(was));
    }
  };
  for (const row of event.rows) {
    const id = row.conversationId;
    const [before, upTo] = [rows.get(id), told.get(id)];
    if (before !== undefined && !isNews(before, row, upTo, at)) continue;
    move(before, row);
    rows.set(id, row);
    told.set(id, toldAt(before, row, upTo, at));
  }
  for (const id of event.gone) {
    const before = rows.get(id);
    if (before === undefined || !speaksFor(at.topic, before, reader)) continue;
    move(before, undefined);
    rows.delete(id);
    told.delete(id);
  }
  return { ...state, rows, told, counts };
}

/** "gone" speaks for its own topic only: a row that has come over another one meanwhile stays. */
const speaksFor = (topic: Topic, row: InboxRow, reader: InboxReader): boolean =>
  row.owner.id === reader.agentId ? topic === inboxTopic(reader.agentId) : topic === teamTopic(row.teamId);

function changeOffer(state: InboxState, handoff: Handoff, reader: InboxReader): InboxState {
  const offers = new Map(state.offers);
  const toMe = handoff.to.type === 'agent' ? handoff.to.id === reader.agentId : reader.teamIds.includes(handoff.to.id);
  const isOffer = handoff.state === 'offered' && toMe;
  const isTaken = handoff.state === 'accepted' && handoff.acceptedBy?.id === reader.agentId;
  if ((isOffer || isTaken) && handoff.from.id !== reader.agentId) offers.set(handoff.id, handoff);
  else offers.delete(handoff.id);
  return { ...state, offers };
}

/** The rows of a tab in order of urgency. */
export function rowsOfTab(state: InboxState, tab: InboxTab, reader: InboxReader): InboxRow[] {
  return [...state.rows.values()].filter((row) => inInboxTab(row, tab, reader)).sort(compareInboxRows);
}

/** Open offers, the next to expire first. */
export function openOffers(state: InboxState): Handoff[] {
  return [...state.offers.values()]
    .filter(({ state: stands }) => stands === 'offered')
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
}

/** What the reader has accepted and not yet got: they talk about it, or the customer is on the way; the newest first. */
export function takenOffers(state: InboxState): Handoff[] {
  return [...state.offers.values()]
    .filter(({ state: stands }) => stands === 'accepted')
    .sort((a, b) => (a.offeredAt < b.offeredAt ? 1 : -1));
}
