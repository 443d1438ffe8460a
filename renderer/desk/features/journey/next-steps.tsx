import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { DecidedStep, NextStepView } from '#shared/domain/journey/view.ts';
import { Part } from './part.tsx';
import { useTouchWords } from './use-touch-words.ts';

const BEFORE_SHOWN = 3;

/** What is best done next, with its reason; taken up or put aside by a key, and what came of it before. */
export function NextSteps({ customerId }: { readonly customerId: string }) {
  const { t } = useTouchWords();
  const asked = useHubQuery('journey.steps', { customerId }, { everyMs: 30_000 });
  if (asked.state === 'error') return null;
  const { steps, decided } = asked.state === 'ready' ? asked.data : { steps: [], decided: [] };
  const [step] = steps;
  return (
    <Part title={t('journey:next.title')}>
      {step === undefined && asked.state === 'ready' && <p className="text-ink-3">{t('journey:next.none')}</p>}
      {step !== undefined && (
        <Best
          key={`${step.step} ${step.item.customerId}:${step.item.seq}`}
          customerId={customerId}
          step={step}
          others={steps.length - 1}
        />
      )}
      {decided.length > 0 && <Before decided={decided} />}
    </Part>
  );
}

type BestProps = { readonly customerId: string; readonly step: NextStepView; readonly others: number };

function Best({ customerId, step, others }: BestProps) {
  const { t } = useTouchWords();
  const why = useWhy(step);
  const send = useSendCommand();
  const cache = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const decide = async (decision: 'accepted' | 'dismissed'): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const answer = await send('journey:decide-step', { customerId, step: step.step, item: step.item, decision });
    setError(answer.ok ? null : answer.error.message);
    if (answer.ok && answer.data.decision !== decision)
      showToast({ title: t('journey:next.was', { decision: t(`journey:next.${answer.data.decision}`) }) });
    await cache.invalidateQueries({ queryKey: ['journey.steps'] });
    setIsBusy(false);
  };
  useShortcut('step-accept', () => void decide('accepted'));
  useShortcut('step-dismiss', () => void decide('dismissed'));
  return (
    <article className="flex flex-col gap-1.5 rounded-r border border-line bg-raised px-3 py-2">
      <p className="font-semibold">{t(`journey:step.${step.step}`)}</p>
      <button
        type="button"
        className="text-left text-ink-2 underline decoration-line-strong underline-offset-4 hover:decoration-ink"
        onClick={() => showItem(step.item)}
      >
        <Words>{why}</Words>
      </button>
      <div className="flex flex-wrap items-center gap-1.5 pt-0.5">
        <Button variant="primary" busy={isBusy} chord={chordOf('step-accept')} onClick={() => void decide('accepted')}>
          {t('journey:next.accept')}
        </Button>
        <Button busy={isBusy} chord={chordOf('step-dismiss')} onClick={() => void decide('dismissed')}>
          {t('journey:next.dismiss')}
        </Button>
      </div>
      {others > 0 && <p className="text-ink-3">{t('journey:next.others', { count: others })}</p>}
      {error !== null && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
    </article>
  );
}

/** The reason as a sentence. */
function useWhy(step: NextStepView): string {
  const { at, what = '', store = '', available = 0 } = step;
  const { t, when } = useTouchWords();
  const facts = { what, store, available, when: when(at) };
  return t(`journey:why.${whyOf(step)}`, facts);
}

function whyOf({ step, usual, failed }: NextStepView): NextStepView['step'] | 'pickupUsual' | 'renewalFailed' {
  if (step === 'pickup' && usual === true) return 'pickupUsual';
  return step === 'renewal' && failed === true ? 'renewalFailed' : step;
}

function Before({ decided }: { readonly decided: readonly DecidedStep[] }) {
  const { t, when } = useTouchWords();
  const followed = ({ ordered, contact, lowScore }: DecidedStep): string => {
    const facts = [
      ordered && t('journey:next.ordered'),
      contact && t('journey:next.contact'),
      lowScore && t('journey:next.lowScore'),
    ].filter((fact) => fact !== false);
    return facts.length === 0 ? t('journey:next.nothing') : facts.join(t('common:listComma'));
  };
  return (
    <ul aria-label={t('journey:next.before')} className="flex flex-col text-ink-2">
      {decided.slice(0, BEFORE_SHOWN).map((one) => (
        <li key={`${one.step} ${one.at}`} className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1">
            {t(`journey:step.${one.step}`)}
            <span className="text-ink-3">
              {` · ${t(`journey:next.${one.decision}`)} · `}
              {followed(one)}
            </span>
          </span>
          <span className="figures shrink-0 text-ink-3">{when(one.at)}</span>
        </li>
      ))}
    </ul>
  );
}
