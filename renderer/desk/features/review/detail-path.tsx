import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { PathStep } from '#shared/domain/escalation.ts';

type Props = { readonly path: readonly PathStep[]; readonly onStep: (step: PathStep) => void };

/** What happened, oldest first, each step in its channel's dye; pressed, it is shown on the thread. */
export function DetailPath({ path, onStep }: Props) {
  const { t } = useTranslation('escalations');
  return (
    <section className="rounded-r border border-line bg-raised px-3 py-2.5">
      <h3 className="mb-1 font-semibold">{t('happened')}</h3>
      {path.length === 0 && <p className="text-ink-3">{t('nothingHappened')}</p>}
      <ol className="grid gap-1">
        {path.map((step) => (
          <li key={`${step.at} ${step.conversationId} ${step.item?.seq ?? ''}`}>
            <Step step={step} onStep={onStep} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Step({ step, onStep }: { readonly step: PathStep; readonly onStep: (step: PathStep) => void }) {
  const { t } = useTranslation(['escalations', 'common']);
  const context = useFormatContext();
  const { at, channel, agent, words, item } = step;
  const head = [`${formatDayTime(at, context)} ${t(`common:channel.${channel}`)}`, agent];
  const body = (
    <>
      <span className="figures block text-ink-3">
        <Words>{head.filter((part) => part !== undefined).join(' · ')}</Words>
      </span>
      <span className="line-clamp-3 break-words">
        <Words>{words}</Words>
      </span>
    </>
  );
  const look = classNames('block w-full border-dye border-l-[3px] pl-2.5 text-left', dyeClass(channel));
  if (item === undefined) return <div className={look}>{body}</div>;
  return (
    <button
      type="button"
      title={t('escalations:stepShow')}
      onClick={() => onStep(step)}
      className={classNames(look, 'rounded-r-s hover:bg-panel')}
    >
      {body}
    </button>
  );
}
