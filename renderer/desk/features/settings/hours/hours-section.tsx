import { CalendarPlus } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { Row, Rows } from '../rows.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goToSection, NEW } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { Brands } from './brands.tsx';
import { CalendarEditor, NewCalendar } from './calendar-editor.tsx';
import { useWeekWords } from './use-week-words.ts';

/** When we are there: the calendars and who uses them, or one of them. */
export function HoursSection({ id, settings }: { readonly id: string | null; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  if (id === null) return <CalendarList settings={settings} />;
  if (id === NEW) return <NewCalendar />;
  const calendar = settings.calendars.find((one) => one.id === id);
  if (calendar === undefined) return <EmptyState heading="h1" title={t('gone')} />;
  return <CalendarEditor calendar={calendar} settings={settings} />;
}

function CalendarList({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const weekWords = useWeekWords();
  const usersOf = (id: string): string => {
    const users = [...settings.teams, ...settings.brands].filter((one) => one.calendarId === id);
    return users.length === 0 ? t('hours.unused') : users.map(({ name }) => name).join(common('listComma'));
  };
  const add = (
    <Button
      variant="primary"
      icon={<CalendarPlus aria-hidden="true" size={14} />}
      onClick={() => goToSection('hours', NEW)}
    >
      {t('hours.add')}
    </Button>
  );
  return (
    <SectionFrame title={t('sections.hours')} detail={t('hours.detail')} actions={settings.calendars.length > 0 && add}>
      {settings.calendars.length === 0 ? (
        <EmptyState title={t('hours.none')} detail={t('hours.noneDetail')} action={add} />
      ) : (
        <Rows label={t('hours.calendars')}>
          {settings.calendars.map((calendar) => (
            <Row key={calendar.id} onOpen={() => goToSection('hours', calendar.id)}>
              <span className="block truncate font-semibold">
                <Words>{calendar.name}</Words>
              </span>
              <span className="block truncate text-ink-2">{weekWords(calendar.hours)}</span>
              <span className="block truncate text-ink-3">
                <Words>{usersOf(calendar.id)}</Words>
              </span>
            </Row>
          ))}
        </Rows>
      )}
      <Brands settings={settings} />
    </SectionFrame>
  );
}
