import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { EMPTY_INBOX } from '#renderer/state/inbox-state.ts';
import { emptyThread, pageReplaced } from '#renderer/state/thread-state.ts';
import type { HelpedCall } from '#shared/domain/live-help.ts';
import type { Party } from '#shared/domain/party.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';
import { ConversationColumn } from '../conversation-column.tsx';
import { LiveNow } from '../features/live-help/index.ts';
import { CONVERSATION, fakeDesk, IDS, itemSaid } from './fake-desk.ts';

const ME: Party = { type: 'agent', id: IDS.me, name: '青山 さくら' };
const KIMURA: Party = { type: 'agent', id: IDS.kimura, name: '木村 拓' };
const before = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

const said = (seq: number, text: string, rest: Partial<TimelineItem> = {}): TimelineItem =>
  itemSaid(seq, text, { occurredAt: before(400 - seq * 30), receivedAt: before(400 - seq * 30), ...rest });
const whispered = (seq: number, text: string, from: Party, to: Party): TimelineItem =>
  said(seq, '', {
    kind: 'note',
    data: { text, whisperTo: to },
    visibility: 'private',
    direction: 'none',
    author: { type: 'agent', id: from.id, name: from.name },
  } as Partial<TimelineItem>);

const LONG =
  '承認します。返金は本日中、送料は当方負担です。お客様は三度目のお問い合わせですので、まずお詫びをお伝えしてから、担当者の名前と折り返しの時刻を必ずご案内してください。';

type Story = {
  readonly owner: Party;
  readonly role: 'agent' | 'lead';
  readonly watchers?: readonly Party[];
  readonly takenFrom?: Party;
  readonly call?: HelpedCall;
  readonly items?: readonly TimelineItem[];
};

const words = (lead: Party, owner: Party): readonly TimelineItem[] => [
  whispered(4, '承認。今日お支払いと伝えてください。', lead, owner),
  whispered(5, '承知しました。手数料もお返ししてよろしいですか。', owner, lead),
  whispered(6, LONG, lead, owner),
];
const call: HelpedCall = { callId: IDS.other, modes: ['listen', 'whisper', 'join'], helpers: [] };
const listening = { lead: ME, mode: 'listen', state: 'asked', since: before(5) } as const;

const STORIES: Readonly<Record<string, Story>> = {
  lead: { role: 'lead', owner: KIMURA },
  watching: { role: 'lead', owner: KIMURA, watchers: [ME], items: words(ME, KIMURA) },
  call: { role: 'lead', owner: KIMURA, watchers: [ME], call: { ...call, helpers: [listening] } },
  softphone: { role: 'lead', owner: KIMURA, call: { ...call, modes: [], why: 'softphone' } },
  taken: { role: 'lead', owner: ME, takenFrom: KIMURA },
  relieved: { role: 'agent', owner: KIMURA, takenFrom: ME, items: words(KIMURA, ME) },
  agent: { role: 'agent', owner: ME, watchers: [KIMURA], items: words(KIMURA, ME) },
  now: { role: 'lead', owner: KIMURA, watchers: [ME], items: words(ME, KIMURA) },
};

/** Live help on all sides: `?story=live-help&state=lead|watching|call|softphone|taken|relieved|agent|now`. */
export function LiveHelpStory({ state }: { readonly state: string }) {
  const {
    role,
    owner,
    watchers = [],
    takenFrom,
    call: onCall,
    items = [],
  } = STORIES[state] ?? (STORIES['lead'] as Story);
  const conversation = { ...CONVERSATION, owner };
  const page = {
    items: [
      said(1, '返品した品の返金はいつになりますか。先週も同じことを伺いました。'),
      said(2, '確認しております。少々お待ちください。', {
        direction: 'out',
        author: { type: 'agent', id: owner.id, name: owner.name },
      }),
      said(3, 'もう三度目です。'),
      ...items,
    ],
    older: false,
    newer: false,
  };
  const help = {
    help: {
      conversationId: conversation.id,
      customerId: conversation.customerId,
      watchers: watchers.map((lead) => ({ lead, since: before(60) })),
    },
    ...(takenFrom === undefined ? {} : { takenFrom }),
    ...(onCall === undefined ? {} : { call: onCall }),
  };
  const desk = fakeDesk({ conversation, ask: (name) => (name === 'help.state' ? help : undefined) });
  const view = createStore(() => ({
    state: 'ready' as const,
    error: null,
    loading: null,
    thread: pageReplaced(emptyThread(IDS.customer), page),
  }));
  const nothing = () => undefined;
  const door = { view, retry: nothing, loadOlder: nothing, loadNewer: nothing, jump: nothing, filter: nothing };
  const agent = { id: IDS.me, login: 'aoyama', name: ME.name, role };
  const client = {
    ...desk.client,
    session: { ...desk.client.session, view: createStore(() => ({ status: 'signed_in', agent, reason: 'none' })) },
    openThread: () => ({ ...door, close: nothing }),
    inbox: { store: createStore(() => EMPTY_INBOX), load: nothing, loadMore: nothing },
  } as unknown as DeskClient;
  return (
    <DeskClientProvider client={client}>
      {state === 'now' ? (
        <div className="mx-auto mt-6 w-90">
          <LiveNow conversationId={conversation.id} />
        </div>
      ) : (
        <WorkspaceFrame
          workspaceName="ノースロースタリー サポート"
          isDemo
          connection={{ state: 'connected', completeUpTo: new Date().toISOString() }}
          me={{ name: ME.name, presence: 'ready' }}
          onPresence={nothing}
          onSignOut={nothing}
          onSearch={nothing}
          opened={IDS.conversation}
          pages={[]}
          page={null}
          inbox={<div />}
          conversation={<ConversationColumn conversationId={IDS.conversation} />}
          customerPanel={<div />}
        />
      )}
    </DeskClientProvider>
  );
}
