import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Card } from '../section-frame.tsx';
import { BothInputs } from './both-inputs.tsx';
import { LONGEST, movedStep, newStep, type Step } from './care-draft.ts';

type ChecklistCardProps = {
  readonly checklist: readonly Step[];
  readonly onChange: (checklist: readonly Step[]) => void;
};

/** What is to be done about an incident, in order. One that is open keeps the list it was opened with. */
export function ChecklistCard({ checklist, onChange }: ChecklistCardProps) {
  const { t } = useTranslation(['care', 'workspaceSettings']);
  return (
    <Card
      title={t('care:rules.checklist')}
      detail={t('care:rules.checklistDetail')}
      actions={
        <Button
          icon={<Plus aria-hidden="true" size={14} />}
          disabled={checklist.length >= LONGEST.steps}
          onClick={() => onChange([...checklist, newStep(checklist)])}
        >
          {t('care:rules.addStep')}
        </Button>
      }
    >
      <ol aria-label={t('care:rules.checklist')} className="flex flex-col gap-2">
        {checklist.map((step, index) => {
          const n = index + 1;
          const name = t('care:rules.step', { n });
          return (
            <li key={step.code} className="flex items-start gap-2">
              <span className="figures w-6 pt-2 text-right text-ink-3">{n}</span>
              <BothInputs
                value={step}
                nameOf={(language) => t(`care:rules.stepIn.${language}`, { n })}
                onChange={(patch) => onChange(checklist.with(index, { ...step, ...patch }))}
              />
              <span className="flex pt-1">
                <IconButton
                  label={t('workspaceSettings:up', { name })}
                  icon={<ArrowUp aria-hidden="true" size={14} />}
                  disabled={index === 0}
                  onClick={() => onChange(movedStep(checklist, index, -1))}
                />
                <IconButton
                  label={t('workspaceSettings:down', { name })}
                  icon={<ArrowDown aria-hidden="true" size={14} />}
                  disabled={n === checklist.length}
                  onClick={() => onChange(movedStep(checklist, index, 1))}
                />
                <IconButton
                  label={t('care:rules.removeStep', { n })}
                  icon={<Trash2 aria-hidden="true" size={14} />}
                  disabled={checklist.length === 1}
                  onClick={() => onChange(checklist.toSpliced(index, 1))}
                />
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
