import { ArrowDown, ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { useHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { BRIEF_PARTS, type BriefLine } from '#shared/domain/brief.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { useAct } from './use-act.ts';
import { useReceivedHandoff } from './use-received-handoff.ts';

/** What came with a conversation that was handed to this agent, until it is ticked as read ([HO3]). */
export function BriefPanel({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation(['thread', 'handoff']);
  const { byId } = usePeople();
  const received = useReceivedHandoff(conversation);
  const handoff = useHandoff(received?.handoffId ?? null);
  const { act, isBusy } = useAct(conversation.id);
  const [tickedId, setTickedId] = useState<string | null>(null);
  if (received === null || conversation.status === 'resolved') return null;
  const { handoffId, from, brief, news } = received;
  if (handoff?.briefReadAt !== undefined || tickedId === handoffId) return null;
  const title = t('thread:top.briefFrom', { name: byId(from.id)?.publicName ?? from.name });
  const isOwner = conversation.owner.id === (handoff?.acceptedBy ?? handoff?.to)?.id;
  const { first } = news;
  const tick = async (): Promise<void> => {
    if (await act('handoff:read-brief', { handoffId })) setTickedId(handoffId);
  };
  return (
    <section
      aria-label={title}
      className="grid gap-1.5 rounded-r border border-line-strong border-dashed bg-raised px-3.5 py-2.5"
    >
      <div className="flex items-start gap-2">
        <div className="flex min-h-7 flex-1 flex-wrap items-center gap-x-3">
          <h2 className="font-semibold">{title}</h2>
          {first !== null && (
            <button
              type="button"
              onClick={() => showItem(first)}
              className="flex min-h-6 items-center gap-1 rounded-s px-1 text-warn underline underline-offset-2 hover:bg-line"
            >
              {t('handoff:newSince', { count: news.count })}
              <ArrowDown aria-hidden="true" size={14} />
            </button>
          )}
        </div>
        {isOwner && (
          <Button variant="ghost" onClick={() => openDialog('return', { conversationId: conversation.id })}>
            {t('handoff:return')}
          </Button>
        )}
        <Button busy={isBusy} onClick={() => void tick()}>
          {t('thread:top.briefRead')}
        </Button>
      </div>
      <dl tabIndex={0} className="grid max-h-[22vh] grid-cols-[auto_minmax(0,1fr)] gap-x-4 overflow-y-auto">
        {BRIEF_PARTS.filter((part) => brief[part].length > 0).map((part) => (
          <div key={part} className="contents">
            <dt className="min-h-6 whitespace-nowrap text-ink-3">{t(`handoff:brief.${part}`)}</dt>
            <dd>
              {brief[part].map((line) => (
                <Line key={line.text} line={line} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** One line; what it came from is shown on the thread when it is asked for. */
function Line({ line: { text, items } }: { readonly line: BriefLine }) {
  const { t } = useTranslation('thread');
  return (
    <p className="flex min-h-6 items-start gap-2">
      <span className="min-w-0 select-text break-words">
        <Words>{text}</Words>
      </span>
      {items.map((item) => (
        <button
          key={`${item.customerId} ${item.seq}`}
          type="button"
          aria-label={t('top.showSource', { text })}
          onClick={() => showItem(item)}
          className="-mt-0.5 grid size-6 shrink-0 place-items-center rounded-s text-ink-3 hover:bg-line hover:text-ink"
        >
          <ArrowUpRight aria-hidden="true" size={14} />
        </button>
      ))}
    </p>
  );
}
