import { createStore } from 'zustand/vanilla';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { NO_DEVICES } from '#renderer/data/phone/devices.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { PhoneProvider } from '#renderer/data/phone/phone-context.tsx';
import type { LegView, PhoneView } from '#renderer/data/phone/phone-view.ts';
import type { CallsState } from '#renderer/state/call-state.ts';
import type { Call, ScreenPop } from '#shared/domain/call.ts';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';
import { CallBar, IncomingCalls, PhoneLine } from '../features/phone/index.ts';
import { fakeDesk, IDS } from './fake-desk.ts';

const before = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const ME = { type: 'agent', id: IDS.me, name: '青山 さくら' } as const;
const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村 拓' } as const;
const CALL_ID = '0199a000-0000-7000-8000-000000000900';

const ringing: Call = {
  id: CALL_ID,
  customerId: IDS.customer,
  customerName: 'James Li',
  conversationId: IDS.conversation,
  adapter: 'sip',
  media: 'softphone',
  direction: 'in',
  state: 'ringing',
  number: '+1 415 ••• 0188',
  anonymous: false,
  numberVerified: true,
  startedAt: before(7),
  ringingAt: [IDS.me],
  parts: [],
  recorded: false,
  recordingPaused: false,
};
const active: Call = {
  ...ringing,
  state: 'active',
  agent: ME,
  ringingAt: [],
  answeredAt: before(362),
  number: '+1 415-555-0188',
};

const pop: ScreenPop = {
  callId: CALL_ID,
  customerId: IDS.customer,
  name: 'James Li',
  locale: 'en',
  number: '+1 415 ••• 0188',
  anonymous: false,
  numberVerified: true,
  care: [],
  last: [
    {
      seq: 9,
      at: before(2 * 86_400),
      kind: 'message',
      channel: 'email',
      direction: 'in',
      text: 'Asked why he was billed twice; Mei promised an answer by today 15:00',
    },
    {
      seq: 5,
      at: before(14 * 86_400),
      kind: 'order',
      channel: 'shop',
      direction: 'none',
      text: '#W8770097',
      state: 'delivered',
      count: 2,
    },
  ],
  promises: [],
  orders: [],
  alsoHeldBy: [],
  triedBefore: 0,
};
const leg: LegView = {
  phase: 'live',
  held: false,
  muted: false,
  heldSince: null,
  tones: '',
  consult: null,
  quality: { word: 'good', received: 900, sent: 900, lost: 0, jitter: 0.01 },
};

type Scene = {
  readonly calls: readonly Call[];
  readonly leg?: LegView;
  readonly view?: Partial<PhoneView>;
  readonly pop?: ScreenPop;
};
const { name: _name, number: _number, locale: _locale, ...nobody } = pop;
const { number: _withheld, ...noNumber } = ringing;

const SCENES: Readonly<Record<string, Scene>> = {
  incoming: { calls: [ringing] },
  unknown: {
    calls: [{ ...ringing, customerName: '+81 90 •••• 1234', number: '+81 90 •••• 1234', numberVerified: false }],
    pop: { ...nobody, number: '+81 90 •••• 1234', last: [], triedBefore: 2 },
  },
  anonymous: {
    calls: [{ ...noNumber, customerName: '', anonymous: true }],
    pop: { ...nobody, anonymous: true, last: [] },
  },
  active: { calls: [active], leg },
  deaf: {
    calls: [active],
    leg: { ...leg, muted: true, quality: { word: 'deaf', received: 0, sent: 90, lost: 0, jitter: 0 } },
  },
  held: { calls: [{ ...active, state: 'held' }], leg: { ...leg, held: true, heldSince: Date.now() - 48_000 } },
  consult: {
    calls: [{ ...active, state: 'held', transfer: { mode: 'consult', to: KIMURA, at: before(9) } }],
    leg: { ...leg, held: true, heldSince: Date.now() - 9000, consult: { phase: 'live', name: '木村 拓' } },
  },
  'wrap-up': { calls: [{ ...active, state: 'ended', endedAt: before(12), wrapUp: { due: before(-48) } }] },
  'no-microphone': { calls: [ringing], view: { problem: 'no_microphone' } },
  reconnecting: { calls: [active], leg, view: { line: 'unreachable' } },
};

const nothing = async () => ({ ok: true as const, data: {} });

function phoneOf({ calls, leg: own, view }: Scene): Phone {
  const state: CallsState = new Map(calls.map((call) => [call.id, call]));
  const seen: PhoneView = {
    place: 'here',
    line: 'registered',
    problem: null,
    devices: NO_DEVICES,
    legs: own === undefined ? {} : { [CALL_ID]: own },
    ...view,
  };
  return {
    view: createStore<PhoneView>(() => seen),
    calls: createStore<CallsState>(() => state),
    answer: nothing,
    decline: nothing,
    place: async () => ({ ok: true, data: { call: active } }),
    transfer: nothing,
    act: () => undefined,
    wrapUp: nothing,
    choose: () => undefined,
    dismissProblem: () => undefined,
  };
}

const part = <div className="h-full" />;

/** `?story=phone&state=…`: a call from its first ring to the wrap-up, and what can be wrong with a telephone. */
export function PhoneStory({ state }: { readonly state: string }) {
  const scene = SCENES[state] ?? { calls: [] };
  const { client } = fakeDesk({ ask: (name) => (name === 'call.customer' ? (scene.pop ?? pop) : undefined) });
  return (
    <DeskClientProvider client={client}>
      <PhoneProvider phone={phoneOf(scene)}>
        <div className="flex h-full flex-col">
          <CallBar />
          <div className="relative min-h-0 flex-1">
            <WorkspaceFrame
              workspaceName="ノースロースタリー"
              isDemo={false}
              connection={{ state: 'connected', completeUpTo: null, reconnectNow: () => undefined }}
              status={<PhoneLine />}
              me={{ name: '青山 さくら', presence: 'busy' }}
              onPresence={() => undefined}
              onSignOut={() => undefined}
              onSearch={() => undefined}
              opened={null}
              pages={[]}
              page={null}
              inbox={part}
              conversation={part}
              customerPanel={part}
            />
          </div>
        </div>
        <IncomingCalls />
      </PhoneProvider>
    </DeskClientProvider>
  );
}
