import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { ShiftEntry } from '#shared/domain/shift.ts';
import type { WorkOffer } from '#shared/domain/work-offer.ts';
import { openShift } from '../app/open-shift.ts';
import { ShiftPart } from '../features/shift/index.ts';
import { WorkOfferCard } from '../features/work-offer/index.ts';
import { fakeDesk, IDS } from './fake-desk.ts';
import { ago, entryOf, promiseOf } from './shift-entries.ts';

const uuid = (n: number): string => `0199c000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const ENTRIES: readonly ShiftEntry[] = [
  entryOf(1, '高橋 由美', { row: { customerWaitsSince: ago(8) } }),
  entryOf(2, 'Benjamin Featherstonehaugh-Cholmondeley', {
    row: {
      channel: 'email',
      subject:
        'Wrong part delivered twice, and the invoice of the second delivery is still in the name of my former company',
      customerWaitsSince: ago(190),
    },
  }),
  entryOf(3, '佐々木 健', {
    group: 'promised',
    mayKeep: true,
    row: {
      channel: 'phone',
      status: 'waiting',
      waitingOn: 'warehouse',
      promises: [promiseOf(3, '入荷日をお電話します')],
    },
  }),
  entryOf(4, '', {
    group: 'drafted',
    mayKeep: true,
    row: { channel: 'line', status: 'waiting', waitingOn: 'maker' },
    drafts: [
      {
        mode: 'reply',
        text: 'お待たせしております。メーカーに確認したところ、交換用のパッキンは来週水曜に入荷の見込みです。入荷次第、',
        savedAt: ago(3),
      },
    ],
  }),
  entryOf(5, '渡辺 真理子', {
    group: 'waiting',
    mayKeep: true,
    row: {
      channel: 'email',
      status: 'snoozed',
      due: { kind: 'snooze', at: ago(-900) },
      subject: '保証書の再発行',
    },
  }),
];

const OFFER: WorkOffer = {
  id: uuid(50),
  conversationId: uuid(51),
  conversationNumber: 48_377,
  customerId: uuid(52),
  customerName: '小林 恵子',
  agentId: IDS.me,
  team: { id: IDS.team, name: 'チャット' },
  channel: 'chat',
  work: 'chat',
  preview: '注文した炊飯器がまだ届きません。配送状況を教えてください。',
  priority: 'normal',
  again: false,
  state: 'open',
  offeredAt: ago(0.3),
  expiresAt: ago(-0.6),
  customerWaitsSince: ago(2),
};

function answerOf(state: string) {
  if (state === 'loading') return new Promise<never>(() => undefined);
  if (state === 'error') throw new Error('no');
  return { agent: { id: IDS.me, name: '青山 さくら' }, entries: state === 'empty' ? [] : ENTRIES };
}

/** The end of a shift, and the card of an offer from a queue. */
export function ShiftStory({ state }: { readonly state: string }) {
  const { client } = fakeDesk({ ask: (name) => (name === 'shift.overview' ? answerOf(state) : undefined) });
  const role = state === 'lead' ? 'lead' : 'agent';
  const view = { status: 'signed_in', agent: { id: IDS.me, login: 'x', name: '青山 さくら', role }, reason: 'none' };
  const kept = { getState: () => view, getInitialState: () => view, subscribe: () => () => undefined };
  const desk = { ...client, session: { ...client.session, view: kept } } as unknown as DeskClient;
  if (state !== 'offer') openShift();
  return (
    <DeskClientProvider client={desk}>
      <main className="h-full bg-ground p-4">
        {state === 'offer' ? (
          <section className="grid h-[138px] w-[300px] overflow-hidden border border-line px-2.5 py-2">
            <WorkOfferCard offer={OFFER} isSettled={() => true} />
          </section>
        ) : (
          <ShiftPart />
        )}
      </main>
    </DeskClientProvider>
  );
}
