import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { articleIn, type Bulletin } from '#shared/domain/knowledge.ts';
import { BulletinEditor } from './bulletin-editor.tsx';
import { useKnowledgeAct } from './use-knowledge-act.ts';

/** What everybody has to know today; each says that they have read it. */
export function Bulletins() {
  const { t } = useTranslation(['knowledge', 'common']);
  const { agent } = useSession();
  const list = useHubQuery('bulletin.today', {});
  const [isWriting, setIsWriting] = useState(false);
  if (list.state === 'loading') return <SkeletonRows rows={4} label={t('common:loading')} />;
  if (list.state === 'error') {
    const again = <Button onClick={list.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('knowledge:failed')} detail={list.error.message} action={again} />;
  }
  const isLead = agent?.role === 'lead';
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      {isLead && (
        <div>
          <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => setIsWriting(true)}>
            {t('knowledge:bulletin.new')}
          </Button>
        </div>
      )}
      {list.data.bulletins.length === 0 && (
        <EmptyState title={t('knowledge:bulletin.none')} detail={t('knowledge:bulletin.noneDetail')} />
      )}
      {list.data.bulletins.map((bulletin) => (
        <BulletinCard key={bulletin.id} bulletin={bulletin} isLead={isLead} />
      ))}
      {isWriting && <BulletinEditor onClose={() => setIsWriting(false)} />}
    </div>
  );
}

function BulletinCard({ bulletin, isLead }: { readonly bulletin: Bulletin; readonly isLead: boolean }) {
  const { t } = useTranslation('knowledge');
  const format = useFormatContext();
  const { act, isBusy, refusal } = useKnowledgeAct();
  const said = articleIn(bulletin, format.locale);
  const { id: bulletinId, author, from, readAt, revision } = bulletin;
  if (said === null) return null;
  return (
    <article className="flex flex-col gap-1.5 rounded-r border border-line bg-raised px-4 py-3">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-semibold text-lg">
          <Words>{said.text.title}</Words>
        </span>
        <span className="shrink-0 text-ink-3">{`${author.name} · ${formatDayTime(from, format)}`}</span>
      </p>
      <p className="whitespace-pre-wrap">
        <Words>{said.text.body}</Words>
      </p>
      <div className="flex items-center gap-3 pt-1">
        {readAt === undefined ? (
          <Button variant="primary" busy={isBusy} onClick={() => void act('bulletin:confirm', { bulletinId })}>
            {t('bulletin.confirm')}
          </Button>
        ) : (
          <span className="text-ok">{t('bulletin.read', { time: formatDayTime(readAt, format) })}</span>
        )}
        {isLead && <Readers bulletinId={bulletinId} />}
        {isLead && (
          <Button variant="ghost" busy={isBusy} onClick={() => void act('bulletin:end', { bulletinId, revision })}>
            {t('bulletin.end')}
          </Button>
        )}
      </div>
      {refusal !== null && (
        <p role="alert" className="text-bad">
          {refusal.message}
        </p>
      )}
    </article>
  );
}

/** For a lead: how many have read it, and who has not. */
function Readers({ bulletinId }: { readonly bulletinId: string }) {
  const { t } = useTranslation('knowledge');
  const known = useHubQuery('bulletin.readers', { bulletinId }, { everyMs: 30_000 });
  if (known.state !== 'ready') return null;
  const { readers } = known.data;
  const missing = readers.filter((one) => one.readAt === undefined).map((one) => one.name);
  const count = t('bulletin.readers', { done: readers.length - missing.length, of: readers.length });
  return (
    <span className="min-w-0 flex-1 truncate text-ink-2" title={missing.join(', ')}>
      {missing.length === 0 ? count : `${count} — ${t('bulletin.unread', { names: missing.join(', ') })}`}
    </span>
  );
}
