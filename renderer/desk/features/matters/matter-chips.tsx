import { useEffect, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { Popover } from '#renderer/ui/popover.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { MatterLine } from './matter-line.tsx';

/** Tags, and what the conversation was merged with or split from, each with its way back. */
export function MatterChips({ conversation }: { readonly conversation: Conversation }) {
  const { tags = [], mergedInto, splitFrom } = conversation;
  return (
    <>
      {tags.map((tag) => (
        <Chip key={tag}>
          <Words>{tag}</Words>
        </Chip>
      ))}
      <LinksChip conversation={conversation} isLinked={mergedInto !== undefined || splitFrom !== undefined} />
    </>
  );
}

type Links = QueryOutput<'matters.of'>['links'];

/** Asked for anew with each item: a merge and its undoing put one on the thread. What was known stays until then. */
function useLinks(conversationId: string, lastItemAt: string): Links {
  const ask = useAskHub();
  const [links, setLinks] = useState<Links>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time is what says that there may be news
  useEffect(() => {
    let isOver = false;
    ask('matters.of', { conversationId })
      .then((answer) => !isOver && setLinks(answer.links))
      .catch(() => undefined); // without a hub the chip stays as it was; the line to it says so
    return () => {
      isOver = true;
    };
  }, [ask, conversationId, lastItemAt]);
  return links;
}

type LinksChipProps = { readonly conversation: Conversation; readonly isLinked: boolean };

function LinksChip({ conversation: { id, lastItemAt }, isLinked }: LinksChipProps) {
  const { t } = useTranslation('matters');
  const send = useSendCommand();
  const place = usePlace();
  const links = useLinks(id, lastItemAt);
  const [isBusy, setIsBusy] = useState(false);
  if (links.length === 0 && !isLinked) return null;

  async function undo(linkId: string): Promise<void> {
    setIsBusy(true);
    const answer = await send('conversation:undo-link', { linkId });
    setIsBusy(false);
    if (!answer.ok) return showToast({ title: answer.error.message, tone: 'bad' });
    showToast({ title: t('undone') });
    goTo({ ...place, conversationId: answer.data.conversation.id });
  }
  return (
    <Popover
      title={t('linked')}
      trigger={
        <button
          type="button"
          className="min-h-6 rounded-full border border-line bg-raised px-2.5 text-ink-2 hover:border-field-line hover:text-ink"
        >
          {t('linkedCount', { count: Math.max(1, links.length) })}
        </button>
      }
    >
      <ul className="grid w-96 max-w-[80vw] gap-2">
        {links.map(({ linkId, kind, outgoing, other, madeBy }) => (
          <li key={linkId} className="grid gap-1">
            <p className="text-ink-3">
              {t(`link.${kind}.${outgoing ? 'out' : 'in'}`)} · <Words>{madeBy}</Words>
            </p>
            <div className="flex items-center gap-2">
              <button
                type="button"
                className="min-w-0 flex-1 rounded-s text-left hover:bg-line"
                onClick={() => goTo({ ...place, conversationId: other.conversationId })}
              >
                <MatterLine matter={other} />
              </button>
              <Button busy={isBusy} onClick={() => void undo(linkId)}>
                {t('undo')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
