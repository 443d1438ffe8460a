import type { ReadDb } from '#server/db/handle.ts';
import { readBoardChange } from '#server/domains/board/board.service.ts';
import { joinPointers } from '#server/domains/board/board-pointer.ts';
import { asCall } from '#server/domains/calls/call-view.ts';
import { type CallRecord, callsById } from '#server/domains/calls/calls.repository.ts';
import { asConversation, findConversations } from '#server/domains/conversations/conversations.repository.ts';
import { inboxRows } from '#server/domains/conversations/inbox-rows.repository.ts';
import { asEscalation } from '#server/domains/escalations/escalation-view.ts';
import { type EscalationRecord, escalationsById } from '#server/domains/escalations/escalations.repository.ts';
import { asHandoff } from '#server/domains/handoffs/handoff-view.ts';
import { handoffsById } from '#server/domains/handoffs/handoffs.repository.ts';
import { type HelpRecord, helpOf } from '#server/domains/live-help/watches.repository.ts';
import { mayLeave } from '#server/domains/messages/may-leave.ts';
import { asWorkOffer } from '#server/domains/routing/work-offer-view.ts';
import { type WorkOfferRecord, workOffersById } from '#server/domains/routing/work-offers.repository.ts';
import { answersById } from '#server/domains/surveys/answers.repository.ts';
import { asItem, type ItemRow } from '#server/domains/timeline/item-rows.ts';
import type { BoardChange } from '#shared/domain/board.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import { itemForVisitor } from '#shared/domain/item-for-visitor.ts';
import type { SurveyAnswer } from '#shared/domain/survey.ts';
import type { TimelineItem, Visibility } from '#shared/domain/timeline-item.ts';
import { mayReadItem, type Reader } from '#shared/domain/visibility.ts';
import type { Topic } from '#shared/wire/topic.ts';
import type { TopicEvent } from '#shared/wire/topic-event.ts';
import { agentNames } from './agent-names.repository.ts';
import type { Change, StoredEvent } from './change.ts';
import { itemsAt } from './heads.repository.ts';

export type TopicChange = Omit<Extract<Change, { to: 'topic' }>, 'to'>;

/** An event as somebody with every right would read it, and what decides who that is. */
export type WholeEvent = {
  readonly event: TopicEvent;
  /** Of the item it is about; null when it is about none. */
  readonly guard: { readonly visibility: Visibility; readonly audience: readonly string[] | null } | null;
  /** The conversation it belongs to, as far as known: visitors read only their own. */
  readonly conversationId: string | null;
  readonly channel: string | null;
  /** The leg it was said on. */
  readonly sessionId: string | null;
};

const HIDDEN: TopicEvent = { type: 'hidden' };
const NOBODYS: WholeEvent = { event: HIDDEN, guard: null, conversationId: null, channel: null, sessionId: null };

/**
 * What stored events look like now, read together in a few queries however many they are. In the order given. What no
 * longer exists is `hidden`, so that no version is missing.
 */
export async function hydrate(db: ReadDb, changes: readonly TopicChange[]): Promise<WholeEvent[]> {
  const [items, conversations, rows, handoffs, calls, workOffers, silent, escalations, board, surveys, helps] =
    await Promise.all([
      itemsAt(db, changes.flatMap(itemPlace)),
      findConversations(
        db,
        unique(changes.flatMap(({ event }) => (event.type === 'conversation_changed' ? [event.conversationId] : []))),
      ),
      inboxRows(
        db,
        unique(
          changes.flatMap(({ event }) => {
            if (event.type === 'team_rows') return event.conversationIds;
            return event.type === 'rows_changed' || event.type === 'owner_silent' ? [event.conversationId] : [];
          }),
        ),
      ),
      handoffsById(
        db,
        unique(
          changes.flatMap(({ event }) =>
            event.type === 'handoff_changed' || event.type === 'offer_changed' ? [event.handoffId] : [],
          ),
        ),
      ),
      callsById(db, unique(changes.flatMap(({ event }) => (event.type === 'call_changed' ? [event.callId] : [])))),
      workOffersById(
        db,
        unique(changes.flatMap(({ event }) => (event.type === 'work_offer_changed' ? [event.offerId] : []))),
      ),
      agentNames(db, unique(changes.flatMap(({ event }) => (event.type === 'owner_silent' ? [event.formerId] : [])))),
      escalationsById(
        db,
        unique(changes.flatMap(({ event }) => (event.type === 'escalation_changed' ? [event.escalationId] : []))),
      ),
      boardChange(db, changes),
      answersById(db, unique(changes.flatMap(({ event }) => (event.type === 'survey_low' ? [event.surveyId] : [])))),
      helpOf(db, unique(changes.flatMap(({ event }) => (event.type === 'help_changed' ? [event.conversationId] : [])))),
    ]);
  const helpBy = new Map(helps.map((record) => [record.conversationId, record]));
  const surveyBy = new Map(surveys.map((answer) => [answer.surveyId, answer]));
  const workOfferBy = new Map(workOffers.map((record) => [record.id, record]));
  const callBy = new Map(calls.map((record) => [record.id, record]));
  const itemBy = new Map(items.map((row) => [`${row.customer_id}:${row.seq}`, row]));
  const conversationBy = new Map(conversations.map((record) => [record.id, record]));
  const rowBy = new Map(rows.map((row) => [row.conversationId, row]));
  const escalationBy = new Map(escalations.map((record) => [record.id, record]));
  const handoffBy = new Map(handoffs.map((record) => [record.id, record]));

  function whole(change: TopicChange): WholeEvent {
    const { topic, event, item: fresh } = change;
    const owner = idOf(topic);
    switch (event.type) {
      case 'item_added':
      case 'delivery_changed':
        return aboutItem(event, itemBy.get(`${owner}:${event.seq}`), fresh);
      case 'item_redacted':
        return open({ type: 'item_redacted', customerId: owner, seq: event.seq });
      case 'customer_changed':
      case 'thread_changed':
        return open({ type: event.type, customerId: owner });
      case 'read_marked':
        return { ...open(event), conversationId: event.conversationId };
      case 'conversation_changed': {
        const record = conversationBy.get(event.conversationId);
        return record === undefined
          ? NOBODYS
          : {
              ...open({ type: 'conversation_changed', conversation: asConversation(record) }),
              conversationId: record.id,
            };
      }
      case 'rows_changed': {
        const row = rowBy.get(event.conversationId);
        const holds = row !== undefined && row.owner.id === owner;
        return open({ type: 'rows_changed', rows: holds ? [row] : [], gone: holds ? [] : [event.conversationId] });
      }
      case 'team_rows': {
        const held = event.conversationIds.map((id) => rowBy.get(id)).filter((row) => row?.teamId === owner);
        const gone = event.conversationIds.filter((id) => rowBy.get(id)?.teamId !== owner);
        return open({ type: 'rows_changed', rows: held.filter((row) => row !== undefined), gone });
      }
      case 'held_changed':
        return open(event);
      case 'callbacks_changed':
        return open({ type: 'callbacks_changed' });
      case 'board_rows':
        return board === null || board.last !== change ? NOBODYS : open({ type: 'board_changed', board: board.change });
      case 'handoff_changed':
      case 'offer_changed': {
        const record = handoffBy.get(event.handoffId);
        return record === undefined ? NOBODYS : open({ type: event.type, handoff: asHandoff(record) });
      }
      case 'work_offer_changed':
        return aboutWorkOffer(workOfferBy.get(event.offerId));
      case 'owner_silent':
        return aboutSilence(rowBy.get(event.conversationId), event.formerId, silent.get(event.formerId));
      case 'survey_low':
        return aboutSurvey(surveyBy.get(event.surveyId));
      case 'call_changed':
        return aboutCall(topic, callBy.get(event.callId));
      case 'help_changed':
        return aboutHelp(helpBy.get(event.conversationId));
      case 'escalation_changed':
        return aboutEscalation(escalationBy.get(event.escalationId));
    }
  }
  return changes.map(whole);
}

/** What several ticks of the board point at is read once, and told by the last of them. */
async function boardChange(
  db: ReadDb,
  changes: readonly TopicChange[],
): Promise<{ last: TopicChange; change: BoardChange } | null> {
  const ticks = changes.flatMap((change) =>
    change.event.type === 'board_rows' ? [{ change, pointer: change.event }] : [],
  );
  const last = ticks.at(-1)?.change;
  if (last === undefined) return null;
  const pointer = joinPointers(ticks.map((tick) => tick.pointer));
  return { last, change: await readBoardChange(db, pointer, last.at) };
}

const aboutWorkOffer = (record: WorkOfferRecord | undefined): WholeEvent =>
  record === undefined ? NOBODYS : open({ type: 'work_offer_changed', offer: asWorkOffer(record) });

const aboutSurvey = (answer: SurveyAnswer | undefined): WholeEvent =>
  answer === undefined ? NOBODYS : open({ type: 'survey_low', answer });

const aboutEscalation = (record: EscalationRecord | undefined): WholeEvent =>
  record === undefined ? NOBODYS : open({ type: 'escalation_changed', escalation: asEscalation(record) });

function aboutSilence(row: InboxRow | undefined, formerId: string, name = ''): WholeEvent {
  const former = { type: 'agent', id: formerId, name } as const;
  return row === undefined ? NOBODYS : open({ type: 'owner_silent', row, former });
}

/** Who watches is for leads, and for the owner where the workspace lets them know ([ES3]). */
function aboutHelp(record: HelpRecord | undefined): WholeEvent {
  if (record === undefined) return NOBODYS;
  const { audience, ...help } = record;
  return { ...open({ type: 'help_changed', help }), guard: { visibility: 'private', audience } };
}

/** Only on its holder's own list does the number stand in full ([PR4]). */
function aboutCall(topic: Topic, record: CallRecord | undefined): WholeEvent {
  if (record === undefined) return NOBODYS;
  const reader = topic.startsWith('inbox:') ? idOf(topic) : null;
  return open({ type: 'call_changed', call: asCall(record, reader) });
}

function aboutItem(
  event: Extract<StoredEvent, { type: 'item_added' | 'delivery_changed' }>,
  row: ItemRow | undefined,
  fresh: TimelineItem | undefined,
): WholeEvent {
  if (row === undefined) return fresh === undefined ? NOBODYS : freshItem(fresh);
  const item = asItem(row);
  const about = {
    guard: { visibility: row.visibility, audience: row.audience },
    conversationId: row.conversation_id,
    channel: row.channel,
    sessionId: row.session_id,
  };
  if (event.type === 'item_added') return { event: { type: 'item_added', item }, ...about };
  if (item.delivery === undefined) return NOBODYS;
  const { customerId, seq, delivery } = item;
  return { event: { type: 'delivery_changed', customerId, seq, delivery }, ...about };
}

/** A change that already carries all there is to tell; null when something has to be read first. */
export function alreadyWhole({ item }: TopicChange): WholeEvent | null {
  return item === undefined || item.visibility === 'private' ? null : freshItem(item);
}

function freshItem(item: NonNullable<TopicChange['item']>): WholeEvent {
  return {
    event: { type: 'item_added', item },
    guard: { visibility: item.visibility, audience: null },
    conversationId: item.conversationId ?? null,
    channel: item.channel,
    sessionId: item.sessionId ?? null,
  };
}

const open = (event: TopicEvent): WholeEvent => ({
  event,
  guard: null,
  conversationId: null,
  channel: null,
  sessionId: null,
});

/** True when every agent who follows reads the same of it. */
export const isForEveryAgent = ({ guard }: WholeEvent): boolean =>
  guard === null || guard.visibility === 'customer' || guard.visibility === 'internal';

/** The event as one agent may read it: in full, or only its place ([TL5]). */
export function eventForAgent(reader: Reader, whole: WholeEvent): TopicEvent {
  return whole.guard === null || mayReadItem(reader, whole.guard) ? whole.event : hiddenEvent(whole);
}

export function hiddenEvent({ event }: WholeEvent): TopicEvent {
  if (event.type !== 'item_added') return HIDDEN;
  return { type: 'item_added', item: { customerId: event.item.customerId, seq: event.item.seq, hidden: true } };
}

/**
 * The event as a visitor may read it. `own` says whether a conversation is one of the visitor's: what was said there to
 * them or by them, how far it got, and who has read what. All else is hidden, its place too ([TL5], [PR5]).
 */
export function eventForVisitor(
  whole: WholeEvent,
  own: (conversationId: string, said: { channel: string | null; sessionId: string | null }) => boolean,
): TopicEvent {
  const { event, guard, conversationId, channel, sessionId } = whole;
  const mine = conversationId !== null && own(conversationId, { channel, sessionId });
  switch (event.type) {
    case 'item_added':
      return mine && 'kind' in event.item && mayLeave(event.item)
        ? { ...event, item: itemForVisitor(event.item) }
        : HIDDEN;
    case 'delivery_changed':
      return mine && guard?.visibility === 'customer' ? event : HIDDEN;
    case 'read_marked':
      return mine ? event : HIDDEN;
    case 'item_redacted':
      return event;
    default:
      return HIDDEN;
  }
}

/** The id in `customer:ID`, `inbox:ID` or `team:ID`. */
export const idOf = (topic: Topic): string => topic.slice(topic.indexOf(':') + 1);

function itemPlace({ topic, event, item }: TopicChange): { customerId: string; seq: number }[] {
  const needed =
    event.type === 'delivery_changed' ||
    (event.type === 'item_added' && (item === undefined || item.visibility === 'private'));
  return needed ? [{ customerId: idOf(topic), seq: event.seq }] : [];
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
