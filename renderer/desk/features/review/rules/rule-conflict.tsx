import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Team } from '#shared/domain/people.ts';
import { changedFields, linesOf, type RuleDraft, type RuleField } from './rule-draft.ts';
import { labelOf } from './rule-fields.tsx';

type Props = {
  /** What was here when the typing began, and what is saved now. */
  readonly before: RuleDraft;
  readonly theirs: RuleDraft;
  readonly teams: readonly Team[];
  readonly onTake: () => void;
  readonly onKeep: () => void;
};

/** Somebody else saved meanwhile: what they changed, field by field, and the two ways on. */
export function RuleConflict({ before, theirs, teams, onTake, onKeep }: Props) {
  const { t } = useTranslation('escalations');
  const say = (draft: RuleDraft, field: RuleField): string => {
    switch (field) {
      case 'kind':
        return t(`rules.kindName.${draft.kind}`);
      case 'teamId':
        return teams.find(({ id }) => id === draft.teamId)?.name ?? t('rules.allTeams');
      case 'enabled':
        return t(draft.enabled ? 'rules.enabled' : 'rules.off');
      case 'wordsJa':
      case 'wordsEn':
        return linesOf(draft[field]).join(', ');
      default:
        return String(draft[field]);
    }
  };
  const changed = changedFields(before, theirs);
  return (
    <section role="alert" className="tint-warn grid gap-2 rounded-r border border-warn px-3 py-2.5">
      <p className="font-semibold">{t('rules.conflict')}</p>
      {changed.length === 0 && <p>{t('rules.noChange')}</p>}
      <ul className="grid gap-0.5">
        {changed.map((field) => (
          <li key={field} className="break-words">
            <Words>
              {t('rules.change', {
                field: t(`rules.${labelOf(field)}`),
                before: say(before, field),
                after: say(theirs, field),
              })}
            </Words>
          </li>
        ))}
      </ul>
      <span className="flex flex-wrap gap-1.5">
        <Button onClick={onTake}>{t('rules.takeTheirs')}</Button>
        <Button onClick={onKeep}>{t('rules.keepMine')}</Button>
      </span>
    </section>
  );
}
