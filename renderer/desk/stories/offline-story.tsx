import { useEffect } from 'react';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { OutboxState, Queue } from '#renderer/state/outbox-state.ts';
import type { LocalState } from '#shared/ipc/local.ts';
import { SettingsDialog } from '../app/dialogs/settings-dialog.tsx';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';
import { Composer } from '../features/composer/index.ts';
import { OutboxStatus } from '../features/outbox/index.ts';
import { fakeDesk, IDS, itemSaid } from './fake-desk.ts';

const at = '2025-11-17T04:52:00.000Z';
const command = (n: number, conversationId: string, text: string): Queue['commands'][number] => ({
  id: `0199a000-0000-7000-8000-0000000007${String(n).padStart(2, '0')}`,
  name: n === 3 ? 'note:add' : 'message:send',
  conversationId,
  customerId: IDS.customer,
  input: { text },
  at,
});

const LONG = '交換品は本日中に発送し、到着は明後日の午前を予定しております。'.repeat(12);
const WORDS = [
  'お待たせしております。倉庫に在庫を確認いたしました。',
  '交換品を本日お送りします。返送は不要です。',
  '倉庫の木村さんに確認済み',
];

function queues(state: string): OutboxState {
  const words = state === 'long' ? [...WORDS, LONG, LONG] : WORDS;
  const waiting: Queue = {
    conversationId: IDS.other,
    commands: [command(9, IDS.other, 'ご来店をお待ちしております。')],
    stopped: null,
  };
  const came = [itemSaid(7, 'すみません、やはり銀座店で受け取れますか？'), itemSaid(8, '今日の19時ごろに行けます。')];
  const asks: Queue = {
    conversationId: IDS.conversation,
    commands: words.map((text, n) => command(n + 1, IDS.conversation, text)),
    stopped:
      state === 'not-owner'
        ? {
            code: 'not_owner',
            message: 'この案件の担当は現在木村 拓です。送信していません。',
            retryable: false,
          }
        : { code: 'stale', message: '', retryable: false, details: { items: came } },
  };
  if (state === 'not-kept' || state === 'settings') return new Map();
  const own = state === 'waiting' ? { ...asks, stopped: null } : asks;
  return new Map([
    [IDS.conversation, own],
    [IDS.other, waiting],
  ]);
}

/** Without a hub, and back again: `?story=offline&state=waiting|asks|not-owner|long|not-kept|settings`. */
export function OfflineStory({ state, open }: { readonly state: string; readonly open: string | null }) {
  const local: LocalState =
    state === 'not-kept' ? { state: 'not_kept', reason: 'no_secret_store' } : { state: 'kept', reason: 'none' };
  const isAway = state === 'waiting' || state === 'not-kept';
  const connection = { state: isAway ? 'offline' : 'connected', completeUpTo: at, problem: null } as const;
  const { client } = fakeDesk({ outbox: queues(state), local, connection });
  useEffect(() => {
    if (open === null) return undefined;
    const timer = setTimeout(() => {
      const buttons = [...document.querySelectorAll<HTMLElement>('header button')].filter((one) =>
        one.className.includes('decoration-dotted'),
      );
      buttons[open === 'outbox' ? 0 : buttons.length - 1]?.click();
    }, 400);
    return () => clearTimeout(timer);
  }, [open]);
  return (
    <DeskClientProvider client={client}>
      <WorkspaceFrame
        workspaceName="ノースロースタリー サポート"
        isDemo
        connection={{ ...connection, local, reconnectNow: () => undefined }}
        status={<OutboxStatus />}
        me={{ name: '青山 さくら', presence: 'ready' }}
        onPresence={() => undefined}
        onSignOut={() => undefined}
        onSearch={() => undefined}
        opened={IDS.conversation}
        pages={[]}
        page={null}
        inbox={null}
        conversation={
          <div className="flex h-full flex-col justify-end">
            <Composer conversationId={IDS.conversation} />
          </div>
        }
        customerPanel={<div />}
      />
      {state === 'settings' && <SettingsDialog open onClose={() => undefined} local={local} />}
    </DeskClientProvider>
  );
}
