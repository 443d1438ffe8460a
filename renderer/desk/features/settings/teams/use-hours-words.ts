import { useTranslation } from '#renderer/i18n/translation.ts';
import type { TeamSettings } from '#shared/domain/settings.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

/** By which hours a team's clocks run, and whose they are ([CV9]). */
export function useHoursWords({
  calendars,
  brands,
}: WorkspaceSettings): (team: Pick<TeamSettings, 'calendarId' | 'brandId'>) => string {
  const { t } = useTranslation('workspaceSettings');
  const nameOf = (id: string | undefined) => calendars.find((one) => one.id === id)?.name;
  return ({ calendarId, brandId }) => {
    const own = nameOf(calendarId);
    if (own !== undefined) return t('hours.of', { name: own });
    const brand = brands.find((one) => one.id === brandId);
    const theirs = nameOf(brand?.calendarId);
    return theirs === undefined ? t('hours.always') : t('hours.ofBrand', { name: theirs, brand: brand?.name ?? '' });
  };
}
