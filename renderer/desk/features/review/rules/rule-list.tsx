import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { EscalationRule } from '#shared/domain/escalation.ts';
import type { Team } from '#shared/domain/people.ts';
import { useRuleWords } from './use-rule-words.ts';

type Props = {
  readonly rules: readonly EscalationRule[];
  readonly teams: readonly Team[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

/** Every rule with what it looks for, for whom and how soon it is to be decided. */
export function RuleList({ rules, teams, chosen, onChoose }: Props) {
  const { t } = useTranslation('escalations');
  const say = useRuleWords();
  return (
    <ul aria-label={t('show.rules')} className="border-line border-t">
      {rules.map(({ id, name, test, teamId, enabled, dueMinutes }) => (
        <li key={id} className="border-line border-b">
          <button
            type="button"
            aria-current={id === chosen || undefined}
            onClick={() => onChoose(id)}
            className={classNames(
              '-outline-offset-2 grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-5 py-(--row-y) text-left',
              id === chosen ? 'tint-accent' : 'hover:bg-raised',
            )}
          >
            <span className="grid min-w-0">
              <b className={classNames('truncate font-semibold', !enabled && 'text-ink-3')}>
                <Words>{name}</Words>
              </b>
              <span className="truncate text-ink-2">{say(test)}</span>
              <span className="truncate text-ink-3">
                <Words>
                  {`${teams.find((team) => team.id === teamId)?.name ?? t('rules.allTeams')} · ${t('rules.dueShort', { minutes: dueMinutes })}`}
                </Words>
              </span>
            </span>
            {!enabled && <Chip>{t('rules.off')}</Chip>}
          </button>
        </li>
      ))}
    </ul>
  );
}
