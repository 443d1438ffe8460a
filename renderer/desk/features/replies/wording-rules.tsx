import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';
import { WordingEditor } from './wording-editor.tsx';

/** What the team minds in its answers; everybody reads it, a lead changes it. */
export function WordingRules() {
  const { t } = useTranslation(['replies', 'common']);
  const { agent } = useSession();
  const list = useHubQuery('wording.list', {});
  const [open, setOpen] = useState<WordingRule | 'new' | null>(null);
  if (list.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (list.state === 'error') {
    const again = <Button onClick={list.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('replies:failed')} detail={list.error.message} action={again} />;
  }
  const isLead = agent?.role === 'lead';
  const { rules } = list.data;
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      {isLead && (
        <div>
          <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => setOpen('new')}>
            {t('replies:wording.new')}
          </Button>
        </div>
      )}
      {rules.length === 0 && <EmptyState title={t('replies:wording.none')} detail={t('replies:wording.noneDetail')} />}
      <ul className="flex flex-col divide-y divide-line">
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} {...(isLead && { onOpen: () => setOpen(rule) })} />
        ))}
      </ul>
      {open !== null && <WordingEditor rule={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function RuleRow({ rule, onOpen }: { readonly rule: WordingRule; readonly onOpen?: () => void }) {
  const { t } = useTranslation(['replies', 'common']);
  const { test, reason, level, channels, enabled, locale } = rule;
  const what =
    test.kind === 'width'
      ? `${t(`replies:wording.signs.${test.signs}`)} → ${t(`replies:wording.want.${test.want}`)}`
      : `${test.find.join('・')} → ${test.replace ?? t('replies:wording.banned')}`;
  const where = channels.map((channel) => t(`common:channel.${channel}`)).join(', ');
  const body = (
    <>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <Words>{what}</Words>
        </span>
        <span className="block truncate text-ink-2">
          <Words>{[reason, where].filter((one) => one !== '').join(' · ')}</Words>
        </span>
      </span>
      <span className="text-ink-3 uppercase">{locale}</span>
      {!enabled && <Chip>{t('replies:wording.off')}</Chip>}
      <Chip tone={level === 'block' ? 'bad' : 'plain'}>{t(`replies:wording.level.${level}`)}</Chip>
    </>
  );
  const look = 'flex w-full items-baseline gap-3 rounded-s px-2 py-2 text-left';
  return (
    <li>
      {onOpen === undefined ? (
        <div className={look}>{body}</div>
      ) : (
        <button type="button" className={`${look} hover:bg-line`} onClick={onOpen}>
          {body}
        </button>
      )}
    </li>
  );
}
