import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { SurveySettings } from '#shared/domain/survey.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { Loaded } from '../loaded.tsx';
import { Row, Rows } from '../rows.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goToSection } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { SurveyEditor } from './survey-editor.tsx';

/** In the address: the row of all teams that have none of their own. */
const ALL = 'all';

type SurveysSectionProps = { readonly id: string | null; readonly settings: WorkspaceSettings };

/** How customers are asked how it was: for all teams, and for those that do it their own way. */
export function SurveysSection({ id, settings }: SurveysSectionProps) {
  const surveys = useHubQuery('survey.settings', {});
  return <Loaded what={surveys}>{(data) => <Surveys id={id} settings={settings} surveys={data} />}</Loaded>;
}

type Props = SurveysSectionProps & { readonly surveys: QueryOutput<'survey.settings'> };

function Surveys({ id, settings, surveys }: Props) {
  const { t } = useTranslation(['surveys', 'workspaceSettings']);
  if (id === null) return <SurveyList settings={settings} surveys={surveys} />;
  if (id === ALL) {
    const name = t('surveys:allTeams');
    return <SurveyEditor stored={surveys.common} name={name} outcomes={settings.outcomes} />;
  }
  const team = settings.teams.find((one) => one.id === id);
  if (team === undefined) return <EmptyState heading="h1" title={t('workspaceSettings:gone')} />;
  const own = surveys.teams.find(({ teamId }) => teamId === id);
  // A team without its own begins with what holds for it now.
  const stored: SurveySettings = own ?? { ...surveys.common, teamId: id, revision: 0 };
  return (
    <SurveyEditor
      key={stored.revision === 0 ? 'new' : 'own'}
      stored={stored}
      name={team.name}
      outcomes={settings.outcomes}
    />
  );
}

function SurveyList({ settings, surveys }: Omit<Props, 'id'>) {
  const { t } = useTranslation(['surveys', 'workspaceSettings']);
  const state = ({ enabled, channels }: SurveySettings): string =>
    enabled ? t('surveys:onFor', { count: channels.length }) : t('surveys:off');
  return (
    <SectionFrame title={t('workspaceSettings:sections.surveys')} detail={t('surveys:detail')}>
      <Rows label={t('workspaceSettings:sections.surveys')}>
        <Row onOpen={() => goToSection('surveys', ALL)}>
          <Line name={t('surveys:allTeams')} detail={state(surveys.common)} />
        </Row>
        {settings.teams.map(({ id, name }) => {
          const own = surveys.teams.find(({ teamId }) => teamId === id);
          return (
            <Row key={id} onOpen={() => goToSection('surveys', id)} isQuiet={own === undefined}>
              <Line
                name={name}
                detail={own === undefined ? t('surveys:asAll') : state(own)}
                chip={own === undefined ? undefined : t('surveys:own')}
              />
            </Row>
          );
        })}
      </Rows>
    </SectionFrame>
  );
}

type LineProps = { readonly name: string; readonly detail: string; readonly chip?: string | undefined };

const Line = ({ name, detail, chip }: LineProps) => (
  <span className="flex items-center gap-3">
    <span className="min-w-0 flex-1">
      <span className="block truncate font-semibold">
        <Words>{name}</Words>
      </span>
      <span className="block truncate text-ink-2">{detail}</span>
    </span>
    {chip !== undefined && <Chip>{chip}</Chip>}
  </span>
);
