import { useEffect } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { INBOX_TABS } from '#shared/domain/conversation.ts';
import { NoConversation } from '../app/workspace/no-conversation.tsx';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';

const ROWS = [
  ['chat', '佐藤 美咲', '#48213 · 写真を送ります。'],
  ['phone', 'James Li', '#48220 · billing · second contact this week'],
  ['email', 'ファン・デル・メール＝ファン・ヴァイセンブルフ 亜梨沙', '#48102 · Re: #W4817420'],
  ['store', '中村 さくら', '#48198 · Ginza asks: exchange, no receipt'],
] as const;

function InboxSample() {
  const { t } = useTranslation('inbox');
  return (
    <Tabs
      label={t('tabs.label')}
      value="mine"
      stacked
      onChange={() => undefined}
      tabs={INBOX_TABS.map((value, index) => ({ value, label: t(`tabs.${value}`), count: index * 3 }))}
    >
      {ROWS.map(([sign, name, words]) => (
        <div key={name} className="flex gap-2.5 px-(--pad-x) py-(--row-y)">
          <ChannelDot sign={sign} />
          <div className="min-w-0">
            <div className="truncate font-semibold">
              <Words>{name}</Words>
            </div>
            <div className="truncate text-ink-2">
              <Words>{words}</Words>
            </div>
          </div>
        </div>
      ))}
    </Tabs>
  );
}

/** The empty window; `dialog` opens one by its chord's key. */
export function FrameStory({ dialog }: { readonly dialog: string | null }) {
  const locale = useLocale();
  useEffect(() => {
    const key = { settings: ',', 'keyboard-map': '/' }[dialog ?? ''];
    if (!key) return undefined;
    // The window listens once all of it is mounted.
    const timer = setTimeout(() => window.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true })), 100);
    return () => clearTimeout(timer);
  }, [dialog]);
  return (
    <WorkspaceFrame
      workspaceName={locale === 'ja' ? 'ノースロースタリー サポート' : 'North Roastery support'}
      isDemo
      connection={
        dialog === 'offline'
          ? { state: 'offline', completeUpTo: new Date().toISOString() }
          : { state: 'connected', completeUpTo: new Date().toISOString() }
      }
      me={{ name: '青山 さくら', presence: 'ready' }}
      onPresence={() => undefined}
      onSignOut={() => undefined}
      onSearch={() => undefined}
      opened={null}
      pages={[]}
      page={null}
      inbox={<InboxSample />}
      conversation={<NoConversation />}
      customerPanel={<div className="p-4">…</div>}
    />
  );
}
