import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { HeldMessage } from '#shared/domain/approval.ts';
import { ApprovalsPage, HeldStrips } from '../features/approvals/index.ts';
import { Composer } from '../features/composer/index.ts';
import { usePage } from '../routes.ts';
import { CONVERSATION, fakeDesk, IDS } from './fake-desk.ts';

const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(900 + n).padStart(12, '0')}`;
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const KIMURA = { id: IDS.kimura, name: '木村 翔' };
const ME = { id: IDS.me, name: '青山 さくら' };
const SANADA = { id: IDS.mei, name: '真田 課長' };

const TEXT = `佐藤様

お待たせしております。
ミルの刃の割れにつきまして、商品代金 12,800 円を全額返金いたします。返送料は着払いで構いません。
明日の午前中にヤマト運輸がお伺いします。

今後ともよろしくお願いいたします。`;

const held = (n: number, over: Partial<HeldMessage> = {}): HeldMessage => ({
  id: uuid(n),
  customerId: IDS.customer,
  conversationId: IDS.conversation,
  shownOn: IDS.conversation,
  author: KIMURA,
  channel: 'email',
  text: TEXT,
  attachments: [{ blobId: uuid(50), name: '返送のご案内.pdf', mime: 'application/pdf', size: 48_000 }],
  format: { subject: 'Re: ミルの刃が割れていました', cc: ['taro.sato@example.jp'], html: '<p>x</p>' },
  seen: {},
  rules: ['新人（木村）', '返金'],
  state: 'waiting',
  heldAt: ago(7),
  closed: false,
  revision: 1,
  ...over,
});

const ROWS = [
  {
    held: held(1),
    customerName: '佐藤 美咲',
    conversationNumber: 48213,
    teamName: 'メール',
    customerWaitsSince: ago(52),
  },
  {
    held: held(2, {
      channel: 'line',
      text: 'ご不便をおかけし申し訳ございません。交換品を本日発送いたします。',
      rules: ['苦情'],
    }),
    customerName: 'Margaret Featherstonehaugh-Cholmondeley',
    conversationNumber: 48220,
    teamName: 'チャット',
  },
  {
    held: held(3, { channel: 'chat', text: '在庫を確認しております。', author: ME }),
    customerName: '',
    conversationNumber: 48231,
    teamName: 'チャット',
  },
];
const RULES = ['新人（木村）', '苦情', '返金'].map((name, n) => ({
  id: uuid(20 + n),
  name,
  enabled: n !== 1,
  agentIds: n === 0 ? [IDS.kimura] : [],
  teamIds: n === 2 ? [IDS.emailTeam] : [],
  categoryIds: [],
  channels: n === 2 ? (['email'] as const).slice() : [],
  words: n === 2 ? ['返金', '払い戻し', 'refund'] : [],
  ...(n === 0 && { until: new Date(Date.now() + 60 * 86_400_000).toISOString() }),
  revision: 1,
}));

const STRIPS: Readonly<Record<string, HeldMessage>> = {
  waiting: held(1, { author: ME }),
  returned: held(1, {
    author: ME,
    state: 'returned',
    why: 'lead',
    decidedBy: SANADA,
    note: '返金は本部の承認後です。交換でご案内ください。',
  }),
  changed: held(1, {
    author: ME,
    state: 'approved',
    decidedBy: SANADA,
    note: '金額と日時は確約しないでください。',
    sentText: TEXT.replace('商品代金 12,800 円を全額返金いたします', '交換または返金で承ります').replace(
      '明日の午前中に',
      '日時をあらためてご連絡のうえ、',
    ),
  }),
  moved: held(1, { state: 'returned', why: 'moved' }),
};

function deskOf(state: string): DeskClient {
  const outbox =
    state === 'undo'
      ? new Map([
          [
            IDS.conversation,
            {
              conversationId: IDS.conversation,
              stopped: null,
              commands: [
                {
                  id: uuid(40),
                  name: 'message:send' as const,
                  conversationId: IDS.conversation,
                  customerId: IDS.customer,
                  input: { text: TEXT },
                  at: ago(0),
                  notBefore: new Date(Date.now() + 15_000).toISOString(),
                },
              ],
            },
          ],
        ])
      : undefined;
  const { client } = fakeDesk({
    ...(outbox && { outbox }),
    ask: (name) => {
      if (state === 'error' && name.startsWith('approval')) throw new Error('no hub');
      if (state === 'loading' && name.startsWith('approval')) return new Promise(() => undefined);
      if (name === 'approval.list') return { rows: state === 'empty' ? [] : ROWS };
      if (name === 'approval-rule.list') return { rules: state === 'empty' ? [] : RULES };
      const strip = STRIPS[state];
      return name === 'approval.of' ? { held: strip === undefined ? [] : [strip] } : undefined;
    },
  });
  const me = { id: IDS.me, login: 'sanada', name: SANADA.name, role: state in STRIPS ? 'agent' : 'lead' } as const;
  const view = createStore(() => ({ status: 'signed_in', agent: me, reason: 'none' }) as const);
  return { ...client, session: { ...client.session, view } };
}

/** `?story=approvals&state=full|empty|loading|error#/page/approvals/rules`; `waiting|returned|changed|moved|undo`: the agent's side. */
export function ApprovalsStory({ state }: { readonly state: string }) {
  const isAgents = state in STRIPS || state === 'undo';
  return <DeskClientProvider client={deskOf(state)}>{isAgents ? <Agents /> : <Page />}</DeskClientProvider>;
}

function Page() {
  const page = usePage();
  return (
    <div className="h-screen">
      <ApprovalsPage rest={page?.rest ?? ''} thread={() => <p className="p-5 text-ink-3">応対履歴</p>} />
    </div>
  );
}

const Agents = () => (
  <div className="flex h-screen flex-col justify-end">
    <HeldStrips conversation={CONVERSATION} />
    <Composer conversationId={IDS.conversation} />
  </div>
);
