import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { type LibraryReply, REPLY_STATES, type ReplyState } from '#shared/domain/saved-reply.ts';
import { ReplyEditor } from './reply-editor.tsx';
import { ReplyRow } from './reply-row.tsx';
import { isFound } from './reply-typed.ts';
import { EVERY_REPLY } from './use-replies-waiting.ts';

type Shown = ReplyState | 'current';
const SHOWN = ['current', ...REPLY_STATES] as const satisfies readonly Shown[];
const EVERYBODY = 'everybody';

/** The library of saved replies: what waits for a lead first. Retired ones are shown when asked for. */
export function SavedReplies() {
  const { t } = useTranslation(['replies', 'common']);
  const { teams } = usePeople();
  const list = useHubQuery('reply.list', EVERY_REPLY);
  const [asked, setAsked] = useState('');
  const [shown, setShown] = useState<Shown>('current');
  const [team, setTeam] = useState<string>('all');
  const [open, setOpen] = useState<LibraryReply | 'new' | null>(null);
  if (list.state === 'loading') return <SkeletonRows rows={8} label={t('common:loading')} />;
  if (list.state === 'error') {
    const again = <Button onClick={list.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('replies:failed')} detail={list.error.message} action={again} />;
  }
  const rows = list.data.replies
    .filter(({ state }) => (shown === 'current' ? state !== 'retired' : state === shown))
    .filter(({ teamId = EVERYBODY }) => team === 'all' || teamId === team)
    .filter((reply) => isFound(reply, asked));
  return (
    <div className="flex max-w-4xl flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <TextInput
          type="search"
          aria-label={t('replies:search')}
          placeholder={t('replies:search')}
          value={asked}
          maxLength={100}
          className="w-72!"
          onChange={(event) => setAsked(event.target.value)}
        />
        <Select
          label={t('replies:shown')}
          value={shown}
          onChange={setShown}
          options={SHOWN.map((value) => ({
            value,
            label: t(value === 'current' ? 'replies:current' : `replies:state.${value}`),
          }))}
        />
        <Select
          label={t('replies:team')}
          value={team}
          onChange={setTeam}
          options={[
            { value: 'all', label: t('replies:allTeams') },
            { value: EVERYBODY, label: t('replies:everybody') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <span className="flex-1" />
        <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => setOpen('new')}>
          {t('replies:new')}
        </Button>
      </div>
      {list.data.replies.length >= EVERY_REPLY.limit && (
        <p role="status" className="text-warn">
          {t('replies:tooMany', { most: EVERY_REPLY.limit })}
        </p>
      )}
      {rows.length === 0 && <EmptyState title={t('replies:none')} detail={t('replies:noneDetail')} />}
      <ul className="flex flex-col divide-y divide-line">
        {rows.map((reply) => (
          <ReplyRow key={reply.id} reply={reply} teams={teams} onOpen={() => setOpen(reply)} />
        ))}
      </ul>
      {open !== null && <ReplyEditor reply={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}
