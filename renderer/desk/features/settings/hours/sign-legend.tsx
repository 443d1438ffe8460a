import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { SIGN_LOOK, SIGNS } from './day-sign.ts';

/** What the days' looks mean. */
export function SignLegend() {
  const { t } = useTranslation('workspaceSettings');
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-ink-2">
      {SIGNS.map((sign) => (
        <li key={sign} className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className={classNames('figures grid h-6 w-7 place-items-center rounded-s leading-none', SIGN_LOOK[sign])}
          >
            7
          </span>
          {t(`year.signs.${sign}`)}
        </li>
      ))}
    </ul>
  );
}
