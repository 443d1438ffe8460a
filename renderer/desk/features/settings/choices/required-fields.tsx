import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import { type TeamSettings, WRAP_UP_FIELDS } from '#shared/domain/settings.ts';
import { Card } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

/** What each team asks for before a matter is done; each choice is saved at once. */
export function RequiredFields({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const saving = useSave();
  const toggle = (team: TeamSettings, field: (typeof WRAP_UP_FIELDS)[number], on: boolean): void => {
    const { members: _, calendarId = null, brandId = null, ...fields } = team;
    const wrapUp = WRAP_UP_FIELDS.filter((one) => (one === field ? on : team.wrapUp.includes(one)));
    void saving.save('team:change', { ...fields, calendarId, brandId, wrapUp });
  };
  return (
    <Card title={t('outcomes.required')} detail={t('outcomes.requiredDetail')}>
      {saving.error !== null && (
        <p role="alert" className="text-bad">
          {saving.error.message}
        </p>
      )}
      <table className="w-full">
        <thead>
          <tr className="text-left text-ink-2">
            <th scope="col" className="py-1 font-medium">
              {t('outcomes.team')}
            </th>
            {WRAP_UP_FIELDS.map((field) => (
              <th key={field} scope="col" className="w-28 py-1 text-center font-medium">
                {t(`fields.${field}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {settings.teams.map((team) => (
            <tr key={team.id} className="border-line border-t">
              <th scope="row" className="py-2 text-left font-normal">
                <Words>{team.name}</Words>
              </th>
              {WRAP_UP_FIELDS.map((field) => (
                <td key={field} className="text-center">
                  <input
                    type="checkbox"
                    aria-label={`${team.name}: ${t(`fields.${field}`)}`}
                    checked={team.wrapUp.includes(field)}
                    disabled={saving.isBusy}
                    onChange={(event) => toggle(team, field, event.target.checked)}
                    className="size-4 accent-(--accent)"
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
