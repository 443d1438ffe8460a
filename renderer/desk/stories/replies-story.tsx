import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { Role } from '#shared/domain/people.ts';
import { Composer } from '../features/composer/index.ts';
import { SavedReplies, WordingRules } from '../features/replies/index.ts';
import { knowledgePage } from '../knowledge-page-entry.tsx';
import { fakeDesk, IDS } from './fake-desk.ts';
import { LIBRARY, savedReply, WORDING } from './replies-entries.ts';

/** What is written in the reply box: what a rule blocks, what it only points out, a variable that nothing fills. */
const WRITTEN: Readonly<Record<string, string>> = {
  composer:
    '佐藤 美咲様\n\nお問い合わせの件、了解しました。ご注文番号 {order} の商品は、絶対に１８日までにお届け出来ます。\nご不明な点がございましたら、お知らせ下さい。',
  english: 'Dear Ms Moore,\n\nwe will send the new tank asap.',
};

const MANY = Array.from({ length: 200 }, (_, n) => savedReply((n % 30) + 1, { shortcut: `reply${n}`, used: n * 11 }));

/** What the hub answers; the rest is the fake desk's own. */
function answersIn(state: string): Readonly<Record<string, unknown>> {
  const text = WRITTEN[state];
  const draft = { mode: 'reply', text, revision: 2, savedAt: '2025-11-17T04:50:00.000Z' };
  const isEmpty = state === 'empty';
  const replies = state === 'many' ? MANY : LIBRARY;
  return {
    'reply.list': { replies: isEmpty ? [] : replies },
    'wording.list': { rules: isEmpty ? [] : WORDING },
    'bulletin.today': { bulletins: [] },
    'drafts.list': { drafts: text === undefined ? [] : [draft] },
  };
}

function deskOf(state: string, role: Role): DeskClient {
  const answers = answersIn(state);
  const { client } = fakeDesk({
    wording: WORDING.map((rule) => ({ ...rule, channels: [], enabled: true })),
    ask: (name) => {
      if (state === 'error' && name === 'reply.list') throw new Error('ハブに接続できません');
      if (state === 'loading' && name === 'reply.list') return new Promise(() => undefined);
      return answers[name];
    },
  });
  const me = { id: IDS.me, login: 'aoyama', name: '青山 さくら', role };
  const view = createStore(() => ({ status: 'signed_in' as const, agent: me, reason: 'none' as const }));
  return { ...client, session: { ...client.session, view } };
}

/** `?story=replies&state=full|many|empty|loading|error|wording|page|composer|english`, as `&role=agent` too. */
export function RepliesStory({ state, role }: { readonly state: string; readonly role: Role }) {
  return (
    <DeskClientProvider client={deskOf(state, role)}>
      {state in WRITTEN ? <Writing /> : <Library state={state} />}
    </DeskClientProvider>
  );
}

function Library({ state }: { readonly state: string }) {
  if (state === 'page')
    return (
      <div className="h-screen bg-ground">
        <knowledgePage.page rest="" />
      </div>
    );
  return (
    <div className="h-screen overflow-y-auto bg-ground px-(--pad-x) py-3">
      {state === 'wording' ? <WordingRules /> : <SavedReplies />}
    </div>
  );
}

const Writing = () => (
  <div className="flex h-screen flex-col justify-end bg-ground">
    <Composer conversationId={IDS.conversation} />
  </div>
);
