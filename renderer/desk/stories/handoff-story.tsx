import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { EMPTY_INBOX } from '#renderer/state/inbox-state.ts';
import { emptyThread, pageReplaced } from '#renderer/state/thread-state.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';
import { ConversationColumn } from '../conversation-column.tsx';
import { DeskDialogs } from '../desk-dialogs.tsx';
import { keepDecidedOffer } from '../features/conversation-top/decided-offers.ts';
import { OfferSlot } from '../features/offer-slot/index.ts';
import { BRIEF, CONVERSATION, fakeDesk, IDS, itemSaid } from './fake-desk.ts';

const before = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const ME = { type: 'agent', id: IDS.me, name: '青山 さくら' } as const;
const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村 拓' } as const;
const ID = '0199a000-0000-7000-8000-000000000900';

const offered: Handoff = {
  id: ID,
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '佐藤 美咲',
  from: ME,
  to: KIMURA,
  channelFrom: 'phone',
  channelTo: 'chat',
  crossing: { channel: 'chat', way: 'link', by: 'sms' },
  state: 'offered',
  kind: 'cold',
  brief: BRIEF.brief,
  snapshot: BRIEF.snapshot,
  offeredAt: before(22),
  expiresAt: before(-38),
  bounces: 0,
};
const crossing: Handoff = {
  ...offered,
  state: 'accepted',
  stage: 'crossing',
  acceptedBy: KIMURA,
  acceptedAt: before(200),
  lapsesAt: before(-700),
  invitation: { state: 'opened', sentAt: before(200), openedAt: before(60), shown: '+81 90••••4417', code: '482 113' },
};
const talking: Handoff = {
  ...offered,
  kind: 'warm',
  state: 'accepted',
  stage: 'talking',
  acceptedBy: KIMURA,
  acceptedAt: before(90),
};
const toMe = { from: KIMURA, to: ME } as const;

const STATES: Readonly<Record<string, Handoff>> = {
  offered,
  warm: { ...offered, ...toMe, kind: 'warm' },
  talking,
  joined: { ...talking, ...toMe, acceptedBy: ME },
  crossing,
  reserved: { ...crossing, ...toMe, acceptedBy: ME },
  lapsed: { ...crossing, state: 'lapsed' },
  came: { ...crossing, state: 'completed' },
  received: { ...crossing, ...toMe, acceptedBy: ME, state: 'completed' },
};

const knot = (seq: number, event: string, rest: object = {}): TimelineItem =>
  itemSaid(seq, '', {
    kind: 'handoff',
    direction: 'none',
    channel: 'phone',
    data: {
      handoffId: ID,
      event,
      channelFrom: 'phone',
      channelTo: 'chat',
      way: 'link',
      by: 'sms',
      bounces: 0,
      ...toMe,
      ...rest,
    },
    occurredAt: before(400 - seq * 30),
    receivedAt: before(400 - seq * 30),
  } as Partial<TimelineItem>);
const said = (seq: number, text: string, rest: Partial<TimelineItem> = {}): TimelineItem =>
  itemSaid(seq, text, { occurredAt: before(400 - seq * 30), receivedAt: before(400 - seq * 30), ...rest });
const note = (seq: number, text: string, author: typeof ME | typeof KIMURA): TimelineItem =>
  said(seq, '', {
    kind: 'note',
    data: { text, handoffId: ID },
    visibility: 'private',
    author,
  } as Partial<TimelineItem>);

const CALLED = said(1, 'タンクの左側にひびが入っていて、水が漏れます。', { channel: 'phone' });
const ITEMS: Readonly<Record<string, readonly TimelineItem[]>> = {
  talking: [
    CALLED,
    knot(2, 'joined', { acceptedBy: ME }),
    note(3, '返品の例外をお願いしたいです。', ME),
    note(4, '写真があれば承認できます。こちらで受けましょうか。', KIMURA),
  ],
  lapsed: [CALLED, knot(3, 'invited'), knot(5, 'lapsed')],
  received: [
    CALLED,
    knot(2, 'offered', { brief: BRIEF.brief }),
    knot(3, 'invited', { acceptedBy: ME }),
    said(7, '写真を送ります。左側にひびが入っています。'),
    knot(8, 'completed', { acceptedBy: ME, brief: BRIEF.brief }),
    said(9, 'よろしくお願いします。'),
  ],
};

/** A handoff on both sides: `?story=handoff&state=talking|joined|crossing|reserved|lapsed|came|received|warm|offered`. */
export function HandoffStory({ state }: { readonly state: string }) {
  const handoff = STATES[state] ?? offered;
  const items = ITEMS[state === 'joined' ? 'talking' : state] ?? [CALLED, knot(3, 'invited', { acceptedBy: KIMURA })];
  const owner = handoff.from.id === IDS.me || state === 'received' ? ME : KIMURA;
  const session = {
    ...(CONVERSATION.sessions[0] as (typeof CONVERSATION.sessions)[number]),
    channel: 'phone' as const,
  };
  const isOver = state === 'came' || state === 'received';
  const conversation = {
    ...CONVERSATION,
    owner: state === 'came' ? KIMURA : owner,
    channel: isOver ? ('chat' as const) : ('phone' as const),
    sessions: isOver ? [session, ...CONVERSATION.sessions] : [session],
  };
  const page = { items: [...items], older: false, newer: false };
  const desk = fakeDesk({ conversation, ask: (name) => (name === 'timeline.page' ? page : undefined) });
  desk.entities.setState({ handoffs: new Map([[ID, handoff]]) });
  if (state === 'lapsed' || state === 'came') keepDecidedOffer(handoff);
  const view = createStore(() => ({
    state: 'ready' as const,
    error: null,
    loading: null,
    thread: pageReplaced(emptyThread(IDS.customer), page),
  }));
  const nothing = () => undefined;
  const door = {
    view,
    retry: nothing,
    loadOlder: nothing,
    loadNewer: nothing,
    jump: nothing,
    filter: nothing,
    close: nothing,
  };
  const isListed = handoff.from.id !== IDS.me && state !== 'received';
  const inbox = {
    store: createStore(() => ({ ...EMPTY_INBOX, offers: new Map(isListed ? [[ID, handoff]] : []) })),
    load: nothing,
    loadMore: nothing,
  };
  const client = { ...desk.client, inbox, openThread: () => door } as unknown as DeskClient;
  return (
    <DeskClientProvider client={client}>
      <WorkspaceFrame
        workspaceName="ノースロースタリー サポート"
        isDemo
        connection={{ state: 'connected', completeUpTo: new Date().toISOString() }}
        me={{ name: '青山 さくら', presence: 'ready' }}
        onPresence={nothing}
        onSignOut={nothing}
        onSearch={nothing}
        opened={IDS.conversation}
        pages={[]}
        page={null}
        inbox={<OfferSlot />}
        conversation={<ConversationColumn conversationId={IDS.conversation} />}
        customerPanel={<div />}
      />
      <DeskDialogs conversationId={IDS.conversation} />
    </DeskClientProvider>
  );
}
