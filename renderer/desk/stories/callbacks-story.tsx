import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Callback } from '#shared/domain/callback.ts';
import { CallbacksPage } from '../features/callbacks/index.ts';
import { fakeDesk, IDS } from './fake-desk.ts';

const MINUTE_MS = 60_000;
const at = (minutes: number): string => new Date(Date.now() + minutes * MINUTE_MS).toISOString();

const row = (n: number, customerName: string, rest: Partial<Callback> = {}): Callback => ({
  id: `0199a000-0000-7000-8000-00000000090${n}`,
  customerId: IDS.customer,
  customerName,
  number: `+81••••${4180 + n}`,
  reason: 'missed',
  tries: 1,
  firstAt: at(-60),
  lastAt: at(-60),
  dueAt: at(20),
  team: { type: 'team', id: IDS.team, name: '電話' },
  attempts: [],
  state: 'open',
  ...rest,
});

const ROWS: readonly Callback[] = [
  row(1, '佐藤 美咲', {
    customerKana: 'サトウ ミサキ',
    tries: 4,
    reason: 'abandoned',
    dueAt: at(-25),
    firstAt: at(-140),
    conversationId: IDS.conversation,
    attempts: [
      { at: at(-90), agentName: '木村 拓', outcome: 'no_answer' },
      {
        at: at(-40),
        agentName: 'Mei Tanaka',
        outcome: 'left_message',
        note: 'タンクのひびの件、写真を受け取ったことを伝言',
      },
    ],
    note: '夕方以降は出られないとのこと',
  }),
  row(2, '李 健', {
    reason: 'asked',
    tries: 0,
    wish: { from: at(120), until: at(180) },
    dueAt: at(120),
    owner: { type: 'agent', id: IDS.me, name: '青山 さくら' },
    note: '二重請求について。経理の回答を確認してから。',
  }),
  row(3, '中村 さくら', {
    reason: 'voicemail',
    owner: { type: 'agent', id: IDS.kimura, name: '木村 拓' },
    voicemail: { blobId: IDS.other, durationSec: 21 },
  }),
  row(4, '+81••••4184', { reason: 'out_of_hours', lastAt: at(-700), dueAt: at(45) }),
  row(5, 'ボンヌ・マルシェ・インターナショナル株式会社　カスタマーリレーション部　購買第二課御中', {
    tries: 27,
    dueAt: at(50),
  }),
  row(6, 'Christopher Alexander Featherstonehaugh-Cholmondeley', { reason: 'missed', dueAt: at(70) }),
];

const DUE_FIRST = [...ROWS].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
const CLOSED = [row(7, '高橋 一郎', { state: 'closed', closedAs: 'got_through', closedAt: at(-10) })];

/** The callbacks: `?story=callbacks&state=full`, `empty`, `error`, `loading`. */
export function CallbacksStory({ state }: { readonly state: string }) {
  const { client } = fakeDesk({
    ask: (name, input) => {
      if (name !== 'callback.list') return undefined;
      if (state === 'error') throw new Error('no hub');
      if (state === 'loading') return new Promise(() => undefined);
      const { show } = input as { show: string };
      const open = state === 'empty' ? [] : DUE_FIRST;
      const callbacks = { open, mine: open.filter((one) => one.owner?.id === IDS.me), closed: CLOSED }[show];
      return { callbacks, counts: { open: open.length, mine: state === 'empty' ? 0 : 1, due: 1 } };
    },
  });
  return (
    <DeskClientProvider client={client}>
      <main className="h-full bg-ground">
        <CallbacksPage />
      </main>
    </DeskClientProvider>
  );
}
