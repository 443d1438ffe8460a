import { Plus } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { Row, Rows } from '../rows.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goToSection, NEW } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { NewTeam, TeamEditor } from './team-editor.tsx';
import { useHoursWords } from './use-hours-words.ts';

/** The teams: the list, or one of them. */
export function TeamsSection({ id, settings }: { readonly id: string | null; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  if (id === null) return <TeamList settings={settings} />;
  if (id === NEW) return <NewTeam settings={settings} />;
  const team = settings.teams.find((one) => one.id === id);
  if (team === undefined) return <EmptyState heading="h1" title={t('gone')} />;
  return <TeamEditor team={team} settings={settings} />;
}

function TeamList({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const hoursOf = useHoursWords(settings);
  return (
    <SectionFrame
      title={t('sections.teams')}
      detail={t('teams.detail')}
      actions={
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" size={14} />}
          onClick={() => goToSection('teams', NEW)}
        >
          {t('teams.add')}
        </Button>
      }
    >
      <Rows label={t('sections.teams')}>
        {settings.teams.map((team) => (
          <Row key={team.id} onOpen={() => goToSection('teams', team.id)}>
            <span className="flex items-center gap-3">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semibold">
                  <Words>{team.name}</Words>
                </span>
                <span className="block truncate text-ink-2">
                  {[
                    t('teams.members', { count: team.members }),
                    t('teams.replies', { minutes: team.replyMinutes }),
                    hoursOf(team),
                  ].join(' · ')}
                </span>
              </span>
              {team.isDefault && <Chip>{t('teams.default')}</Chip>}
            </span>
          </Row>
        ))}
      </Rows>
    </SectionFrame>
  );
}
