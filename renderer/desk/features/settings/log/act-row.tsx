import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { AdminAct } from '#shared/domain/settings.ts';

const ACTS = [
  'person_add',
  'person_change',
  'person_set-active',
  'person_reset-password',
  'team_add',
  'team_change',
  'skill_add',
  'skill_change',
  'category_add',
  'category_change',
  'category_move',
  'category_remove',
  'outcome_add',
  'outcome_change',
  'calendar_add',
  'calendar_change',
  'calendar_remove',
  'brand_add',
  'brand_change',
  'channel_connect',
  'channel_update',
  'channel_pause',
  'channel_resume',
  'channel_rotate-secret',
  'channel_drop-former-secret',
  'channel_remove',
  'store_save',
  'store_place-clerk',
  'escalation-rule_add',
  'escalation-rule_save',
  'escalation-rule_remove',
  'survey_set',
  'survey_unset',
  'summariser_set',
  'care_save-rules',
  'help_settings',
] as const;
type KnownAct = (typeof ACTS)[number];

const isKnown = (text: string): text is KnownAct => ACTS.some((act) => act === text);

/** A value as it is read: lists by their length once they are long, what is nested by its text. */
function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** One act: when, who, what, and what differs. */
export function ActRow({ act }: { readonly act: AdminAct }) {
  const { t } = useTranslation('workspaceSettings');
  const context = useFormatContext();
  const key = act.act.replace(':', '_');
  const fields = [...new Set([...Object.keys(act.before ?? {}), ...Object.keys(act.after ?? {})])];
  return (
    <li className="grid grid-cols-[150px_minmax(0,1fr)] gap-3 border-line border-t px-4 py-(--row-y) first:border-t-0">
      <time dateTime={act.at} className="figures text-ink-2">
        {formatDayTime(act.at, context)}
      </time>
      <div className="min-w-0">
        <p>
          <span className="font-semibold">
            <Words>{act.by ?? t('log.commandLine')}</Words>
          </span>
          <span className="text-ink-2"> · {isKnown(key) ? t(`log.acts.${key}`) : act.act}</span>
          {/* Of what there is only one of has no name. */}
          {act.name !== '' && (
            <span className="font-semibold">
              {' · '}
              <Words>{act.name}</Words>
            </span>
          )}
        </p>
        {act.before !== undefined && fields.length > 0 && (
          <ul className="text-ink-2">
            {fields.map((field) => (
              <li key={field} className="truncate">
                {field}: <Words>{valueText(act.before?.[field])}</Words> →{' '}
                <Words>{valueText(act.after?.[field])}</Words>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
