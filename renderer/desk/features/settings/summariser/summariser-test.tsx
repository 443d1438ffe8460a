import { useState } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { formatDuration } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { Card } from '../section-frame.tsx';

type Result = QueryOutput<'settings.summariser-test'>;

const PROBLEMS = ['timeout', 'unreachable', 'not_json', 'no_lines', 'too_long', 'off'] as const;

/** Tries it, as it is saved, on a made-up conversation; what it made of it is shown. */
export function SummariserTest({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation('workspaceSettings');
  const locale = useLocale();
  const ask = useAskHub();
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const test = async (): Promise<void> => {
    setIsBusy(true);
    setResult(
      await ask('settings.summariser-test', {}).catch(
        (): Result => ({ ok: false, ms: 0, problem: 'unreachable', lines: [] }),
      ),
    );
    setIsBusy(false);
  };
  const known = PROBLEMS.find((one) => one === result?.problem);
  return (
    <Card
      title={t('summariser.test')}
      detail={t('summariser.testDetail')}
      actions={
        <Button busy={isBusy} disabled={disabled} onClick={() => void test()}>
          {t('summariser.testNow')}
        </Button>
      }
    >
      <div role="status" className="min-h-6">
        {disabled && <p className="text-ink-3">{t('summariser.testSaved')}</p>}
        {!disabled && result?.ok === true && (
          <>
            <p className="text-ok">
              {t('summariser.worked', { time: formatDuration(Math.max(1000, result.ms), locale) })}
            </p>
            <ul className="mt-1.5 list-disc pl-5">
              {result.lines.map((line) => (
                <li key={line}>
                  <Words>{line}</Words>
                </li>
              ))}
            </ul>
          </>
        )}
        {!disabled && result?.ok === false && (
          <p className="text-bad">
            {known === undefined
              ? t('summariser.refused', { problem: result.problem ?? '' })
              : t(`summariser.problem.${known}`)}
          </p>
        )}
      </div>
    </Card>
  );
}
