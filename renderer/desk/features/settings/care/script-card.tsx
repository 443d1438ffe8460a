import { useTranslation } from '#renderer/i18n/translation.ts';
import { Card } from '../section-frame.tsx';
import { BothInputs } from './both-inputs.tsx';
import type { Both } from './care-draft.ts';

type ScriptCardProps = { readonly script: readonly Both[]; readonly onChange: (script: readonly Both[]) => void };

/** What is said to somebody who harasses: at each warning, the last of them ending the conversation. */
export function ScriptCard({ script, onChange }: ScriptCardProps) {
  const { t } = useTranslation('care');
  return (
    <Card title={t('rules.script')} detail={t('rules.scriptDetail')}>
      <ol aria-label={t('rules.script')} className="flex flex-col gap-3">
        {script.map((said, index) => {
          const n = index + 1;
          const isLast = n === script.length;
          return (
            <li key={n} className="flex flex-col gap-1">
              <span className={isLast ? 'font-semibold text-bad' : 'font-medium text-ink-2'}>
                {isLast ? t('rules.lastWarning', { n }) : t('rules.warning', { n })}
              </span>
              <BothInputs
                value={said}
                nameOf={(language) => t(`rules.warningIn.${language}`, { n })}
                onChange={(patch) => onChange(script.with(index, { ...said, ...patch }))}
              />
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
