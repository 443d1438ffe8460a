import type { ReactNode } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { CareSection } from './care/care-section.tsx';
import { CategoriesSection } from './categories/categories-section.tsx';
import { ChannelsSection } from './channels/channels-section.tsx';
import { OutcomesSection } from './choices/outcomes-section.tsx';
import { SkillsSection } from './choices/skills-section.tsx';
import { ComputerSection } from './computer/computer-section.tsx';
import { HelpSection } from './help/help-section.tsx';
import { HoursSection } from './hours/hours-section.tsx';
import { JourneySection } from './journey/journey-section.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { Loaded } from './loaded.tsx';
import { LogSection } from './log/log-section.tsx';
import { PeopleSection } from './people/people-section.tsx';
import { SectionFrame } from './section-frame.tsx';
import { SectionNav } from './section-nav.tsx';
import { type SectionName, sectionsOf } from './sections.ts';
import { SignOnSection } from './sign-on/sign-on-section.tsx';
import { StoresSection } from './stores/stores-section.tsx';
import { SummariserSection } from './summariser/summariser-section.tsx';
import { SurveysSection } from './surveys/surveys-section.tsx';
import { TeamsSection } from './teams/teams-section.tsx';
import { useGuardedLinks } from './unsaved.ts';
import { useWorkspaceSettings, type WorkspaceSettings } from './use-workspace-settings.ts';

type Shown = { readonly section: SectionName; readonly id: string | null };

type SettingsPageProps = {
  readonly rest: string;
  /** What has to be checked before acts on orders, and their limits: another feature's. */
  readonly checks?: ReactNode;
};

/** The page where the workspace is set up. `rest` is the section and what of it is open. */
export function SettingsPage({ rest, checks }: SettingsPageProps) {
  const { t } = useTranslation('workspaceSettings');
  const { agent } = useSession();
  useGuardedLinks();
  const sections = sectionsOf(agent?.role);
  const [name, id = null] = rest.split('/');
  const section = sections.find((one) => one === name) ?? sections[0];
  if (section === undefined) return <EmptyState heading="h1" title={t('notYours')} detail={t('notYoursDetail')} />;
  return (
    <div className="grid h-full min-h-0 grid-cols-[190px_minmax(0,1fr)] xl:grid-cols-[220px_minmax(0,1fr)]">
      <SectionNav sections={sections} shown={section} />
      {/* A form belongs to the one thing it was opened for. */}
      {section === 'checks' ? (
        <Checks>{checks}</Checks>
      ) : (
        <Section key={`${section}/${id ?? ''}`} section={section} id={id} />
      )}
      <LeaveDialog />
    </div>
  );
}

function Checks({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('workspaceSettings');
  return <SectionFrame title={t('sections.checks')}>{children}</SectionFrame>;
}

function Section({ section, id }: Shown) {
  if (section === 'channels') return <ChannelsSection id={id} />;
  if (section === 'care') return <CareSection />;
  if (section === 'help') return <HelpSection />;
  if (section === 'journey') return <JourneySection />;
  if (section === 'summariser') return <SummariserSection />;
  if (section === 'log') return <LogSection />;
  if (section === 'computer') return <ComputerSection />;
  return <WorkspaceSection section={section} id={id} />;
}

function WorkspaceSection({ section, id }: Shown) {
  const settings = useWorkspaceSettings();
  return <Loaded what={settings}>{(data) => sectionOf(section, id, data)}</Loaded>;
}

function sectionOf(section: SectionName, id: string | null, settings: WorkspaceSettings) {
  switch (section) {
    case 'people':
      return <PeopleSection id={id} settings={settings} />;
    case 'sign-on':
      return <SignOnSection settings={settings} />;
    case 'teams':
      return <TeamsSection id={id} settings={settings} />;
    case 'skills':
      return <SkillsSection settings={settings} />;
    case 'categories':
      return <CategoriesSection settings={settings} />;
    case 'outcomes':
      return <OutcomesSection settings={settings} />;
    case 'hours':
      return <HoursSection id={id} settings={settings} />;
    case 'stores':
      return <StoresSection id={id} settings={settings} />;
    case 'surveys':
      return <SurveysSection id={id} settings={settings} />;
    case 'checks':
    case 'channels':
    case 'care':
    case 'help':
    case 'journey':
    case 'summariser':
    case 'log':
    case 'computer':
      return null;
  }
}
