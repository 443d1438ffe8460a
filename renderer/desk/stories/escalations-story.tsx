import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Role } from '#shared/domain/people.ts';
import { AskLeadDialog, EscalationStrips } from '../features/escalations/index.ts';
import { ReviewPage } from '../features/review/index.ts';
import { usePage } from '../routes.ts';
import { detailOf, escalation, OVER_ROWS, ROWS, RULES, SANADA } from './escalations-entries.ts';
import { CONVERSATION, fakeDesk, IDS } from './fake-desk.ts';

const COUNTS = { undecided: 5, open: 7 };

type Look = { readonly state: string; readonly role: Role };

function answerOf(state: string, name: string, input: unknown): unknown {
  if (!name.startsWith('escalation')) return undefined;
  if (state === 'error') throw new Error('no hub');
  if (state === 'loading') return new Promise(() => undefined);
  const isEmpty = state === 'empty';
  switch (name) {
    case 'escalation.list':
      if (isEmpty) return { rows: [], counts: { undecided: 0, open: 0 } };
      return { rows: (input as { show: string }).show === 'over' ? OVER_ROWS : ROWS, counts: COUNTS };
    case 'escalation.open':
      return detailOf((input as { escalationId: string }).escalationId);
    case 'escalation.of':
      return { escalations: STRIPS[state] ?? [] };
    case 'escalation-rule.list':
      return { rules: isEmpty ? [] : RULES };
    default:
      return undefined;
  }
}

/** A desk with escalations on it, for somebody of a role. */
export function escalationsDesk({ state, role }: Look): DeskClient {
  const { client } = fakeDesk({ ask: (name, input) => answerOf(state, name, input) });
  const me = { id: IDS.me, login: 'aoyama', name: '青山 さくら', role };
  return {
    ...client,
    session: { ...client.session, view: createStore(() => ({ status: 'signed_in', agent: me, reason: 'none' })) },
  };
}

const decided = (kind: 'approve' | 'return' | 'take_over', note?: string) => ({
  decision: { by: SANADA, at: new Date().toISOString(), kind, ...(note !== undefined && { note }) },
  reviewer: SANADA,
  revision: 3,
});

const STRIPS: Readonly<Record<string, ReturnType<typeof escalation>[]>> = {
  asked: [escalation(1, { amount: { amount: 12_800, currency: 'JPY' } })],
  'in-review': [escalation(1, { state: 'in_review', reviewer: SANADA, revision: 2 })],
  approved: [
    escalation(1, {
      state: 'approved',
      ...decided('approve', '承認します。本日中に返金とお伝えください。手数料も免除で構いません。'),
    }),
  ],
  returned: [
    escalation(1, {
      state: 'returned',
      ...decided('return', '注文番号と返送の送り状番号を確認してから、もう一度相談してください。'),
    }),
  ],
  taken: [escalation(1, { state: 'taken_over', ...decided('take_over') })],
};

/** `?story=escalations&state=full|empty|loading|error&role=lead|agent#/page/review/rules`; `state=asked|approved|returned|taken|ask`: the agent's side. */
export function EscalationsStory({ state, role }: Look) {
  const client = escalationsDesk({ state, role });
  return (
    <DeskClientProvider client={client}>
      {state in STRIPS || state === 'ask' ? <Agents state={state} /> : <Page />}
    </DeskClientProvider>
  );
}

function Page() {
  const page = usePage();
  return (
    <div className="h-full pl-14">
      <ReviewPage rest={page?.rest ?? ''} thread={() => <p className="p-6 text-ink-3">Thread</p>} />
    </div>
  );
}

function Agents({ state }: { readonly state: string }) {
  return (
    <div className="@container mx-auto grid max-w-180 gap-2 p-6">
      <EscalationStrips conversation={CONVERSATION} />
      {state === 'ask' && <AskLeadDialog conversationId={IDS.conversation} onClose={() => undefined} />}
    </div>
  );
}
