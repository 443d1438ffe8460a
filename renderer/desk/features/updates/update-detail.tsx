import type { UpdateDoor } from '#renderer/data/hooks/use-update.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { UpdateState } from '#shared/ipc/updates.ts';

/** The states an agent can do something about, or should tell somebody of. */
export type ShownUpdate = Extract<
  UpdateState,
  { state: 'ready' | 'waiting' | 'installing' | 'elsewhere' | 'refused' | 'failed' }
>;

const SHOWN: ReadonlySet<UpdateState['state']> = new Set([
  'ready',
  'waiting',
  'installing',
  'elsewhere',
  'refused',
  'failed',
]);
export const isShown = (update: UpdateState): update is ShownUpdate => SHOWN.has(update.state);

type Shown = { readonly update: ShownUpdate; readonly door: UpdateDoor };

/** What is new, and what happens now. */
export function UpdateDetail({ update, door }: Shown) {
  const { t } = useTranslation('updates');
  const locale = useLocale();
  if (update.state === 'refused')
    return <p className="max-w-80 text-ink-2">{t('refused', { reason: t(`refusal.${update.refusal}`) })}</p>;
  return (
    <>
      <p className="figures text-ink-3">{t('version', { version: update.offered.version })}</p>
      {/* A text of the release, signed like everything else of it; its lines are kept. */}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who works by keyboard scrolls it
        tabIndex={0}
        aria-label={t('version', { version: update.offered.version })}
        className="max-h-60 max-w-80 select-text overflow-y-auto whitespace-pre-line rounded-s"
      >
        {update.offered.notes[locale]}
      </section>
      <Now update={update} door={door} />
    </>
  );
}

function Now({ update, door }: Shown) {
  const { t } = useTranslation('updates');
  if (update.state === 'ready')
    return (
      <>
        <p className="max-w-80 text-ink-2">{t('readyDetail')}</p>
        <Button onClick={() => void door.installUpdate()}>{t('install')}</Button>
      </>
    );
  if (update.state === 'waiting')
    return (
      <>
        <p className="max-w-80 text-ink-2">
          <Awaited live={update.live} />
        </p>
        <Button onClick={() => void door.updateLater()}>{t('later')}</Button>
      </>
    );
  return <p className="max-w-80 text-ink-2">{t(`${update.state as 'installing' | 'elsewhere' | 'failed'}Detail`)}</p>;
}

/** What has to end before the restart. */
function Awaited({ live }: Pick<Extract<UpdateState, { state: 'waiting' }>, 'live'>) {
  const { t } = useTranslation('updates');
  if (live === null) return t('waitingSoon');
  if (live.calls === 0 && live.chats === 0) return t(live.unsaved === true ? 'waitingUnsaved' : 'waitingSoon');
  if (live.chats === 0) return t('waitingCalls', { count: live.calls });
  if (live.calls === 0) return t('waitingChats', { count: live.chats });
  return t('waitingBoth', live);
}
