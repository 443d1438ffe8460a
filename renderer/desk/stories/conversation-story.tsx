import { useEffect } from 'react';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { TypingState } from '#renderer/state/typing-state.ts';
import type { SendingFacts, SendingNotice } from '#shared/domain/sending.ts';
import { openDialog } from '../app/open-dialog.ts';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';
import { DeskDialogs } from '../desk-dialogs.tsx';
import { Composer } from '../features/composer/index.ts';
import { CONVERSATION, fakeDesk, IDS, itemSaid, refused } from './fake-desk.ts';

const signal = (by: 'customer' | 'agent', mode: 'reply' | 'note', name: string) => ({
  signal: {
    customerId: IDS.customer,
    conversationId: IDS.conversation,
    by,
    ...(by === 'agent' && { agentId: IDS.kimura }),
    name,
    mode,
    active: true,
    forMs: 1e9,
  },
  until: 1e15,
});

const WRITERS: TypingState = [signal('customer', 'reply', '佐藤 美咲'), signal('agent', 'reply', '木村 拓')];
const LONG = Array.from({ length: 24 }, (_, n) => `${n + 1}. 交換品のお届けについてご案内いたします。`).join('\n');

const DRAFTS: Readonly<Record<string, string>> = {
  draft: 'ありがとうございます。写真を確認しました。',
  unfilled: '佐藤 美咲様、ご注文番号 {order} の返品を承ります。',
  long: LONG,
  email: '佐藤様',
  line: 'ありがとうございます。',
  stopped: 'ありがとうございます。',
  stale: '交換品をお送りするか、本日18時以降に渋谷店でお受け取りいただくこともできます。',
};

const line = (level: SendingNotice['level'], ja: string, en: string): SendingNotice => ({
  code: ja,
  level,
  text: { ja, en },
});

const MAIL: SendingFacts = {
  channel: 'email',
  textLimit: 20_000,
  files: { types: ['*/*'], bytes: 15_000_000 },
  rich: true,
  senders: [
    {
      connectionId: '0199a000-0000-7000-8000-000000000090',
      name: 'サポート',
      address: 'support@northroastery.example',
    },
    { connectionId: '0199a000-0000-7000-8000-000000000091', name: 'Billing', address: 'billing@northroastery.example' },
  ],
  to: 'm••••@example.jp',
  subject: 'Re: タンクのひび割れについて',
  cc: ['taro.sato@example.jp'],
  signature: '--\nノースロースタリー サポート\n青山 さくら\nhttps://northroastery.example',
  notices: [],
};

const SENDING: Readonly<Record<string, SendingFacts>> = {
  email: MAIL,
  'email-empty': { ...MAIL, senders: MAIL.senders.slice(0, 1), cc: [] },
  line: {
    ...MAIL,
    channel: 'line',
    textLimit: 5000,
    rich: false,
    notices: [
      line(
        'warn',
        '応答トークンの期限が過ぎたため、今月の配信枠から送信します（残り18通）',
        'The reply token is over: this uses the month’s quota (18 left)',
      ),
      line('info', 'お客様は友だちです', 'The customer is a friend'),
    ],
  },
  stopped: {
    ...MAIL,
    channel: 'line',
    rich: false,
    notices: [
      line('stop', 'お客様にブロックされているため送信できません', 'The customer has blocked us: nothing can be sent'),
    ],
  },
};

const HTML: Readonly<Record<string, string>> = {
  email:
    '<p>佐藤様</p><p></p><p>お写真を<strong>ありがとうございます</strong>。次の2つからお選びいただけます。</p><ul><li><p>交換品を本日お送りする</p></li><li><p>渋谷店で<em>18時以降</em>に受け取る</p></li></ul><blockquote><p>交換は可能でしょうか。</p></blockquote><p>詳しくは<a href="https://northroastery.example/exchange">交換のご案内</a>をご覧ください。</p>',
};

const OWNERS = {
  queued: { type: 'team', id: IDS.team, name: 'チャット' },
  'not-owner': { type: 'agent', id: IDS.kimura, name: '木村 拓' },
} as const;

/** The composer in its states, and the dialogs of a conversation: `?story=conversation&state=stale`, `&dialog=hand-off`. */
export function ConversationStory({ state, dialog }: { readonly state: string; readonly dialog: string | null }) {
  const owner = OWNERS[state as keyof typeof OWNERS];
  const text = DRAFTS[state];
  const { client } = fakeDesk({
    conversation: {
      ...CONVERSATION,
      ...(owner && { owner }),
      ...(state === 'resolved' && { status: 'resolved' }),
      ...(state.startsWith('email') && { channel: 'email' }),
      ...((state === 'line' || state === 'stopped') && { channel: 'line' }),
    },
    typing: state === 'writers' ? WRITERS : [],
    ask: (name) => {
      if (name === 'conversation.sending') return SENDING[state];
      if (name === 'drafts.list' && text !== undefined) {
        const html = HTML[state];
        const format = html === undefined ? {} : { format: { html } };
        return { drafts: [{ mode: 'reply', text, ...format, revision: 2, savedAt: '2025-11-17T04:50:00.000Z' }] };
      }
      if (name === 'handoff.draft-brief' && state === 'drafting') return new Promise(() => undefined);
      if (name === 'handoff.draft-brief' && state === 'failed') throw new Error('offline');
      return undefined;
    },
    send: (name) =>
      name === 'message:send' && state === 'stale'
        ? refused('stale', 'stale', {
            items: [
              itemSaid(7, 'すみません、やはり銀座店で受け取れますか？'),
              itemSaid(8, '今日の19時ごろに行けます。'),
            ],
            conversation: CONVERSATION,
          })
        : refused('receiver_unavailable', '木村 拓は現在対応できません。別の担当者かチームを選んでください。'),
  });
  useEffect(() => {
    if (dialog === 'hand-off' || dialog === 'resolve' || dialog === 'return') {
      openDialog(dialog, { conversationId: IDS.conversation });
    }
    if (state !== 'note' && state !== 'stale') return undefined;
    const timer = setTimeout(() => {
      const field = document.querySelector('textarea');
      const chord = state === 'note' ? { key: 'm', ctrlKey: true, shiftKey: true } : { key: 'Enter', ctrlKey: true };
      field?.dispatchEvent(new KeyboardEvent('keydown', { ...chord, bubbles: true }));
    }, 400);
    return () => clearTimeout(timer);
  }, [dialog, state]);
  return (
    <DeskClientProvider client={client}>
      <WorkspaceFrame
        workspaceName="ノースロースタリー サポート"
        isDemo
        connection={{ state: 'connected', completeUpTo: new Date().toISOString() }}
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
      <DeskDialogs conversationId={IDS.conversation} />
    </DeskClientProvider>
  );
}
