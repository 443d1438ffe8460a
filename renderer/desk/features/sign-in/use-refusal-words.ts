import { formatDuration } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { WireError } from '#shared/wire/ack.ts';

const MINUTE = 60;

/** A wait is rounded up, never down: who comes back too early is refused again. A browser is sent back without it: a minute. */
function waitMs(seconds: number): number {
  const whole = Math.max(1, seconds || 1);
  return (whole > MINUTE ? Math.ceil(whole / MINUTE) * MINUTE : whole) * 1000;
}

/** A refused sign-in in the window's language: nobody is signed in, so the hub does not know which to answer in. */
export function useRefusalWords(): (error: WireError) => string {
  const { t } = useTranslation('auth');
  const locale = useLocale();
  return ({ code, message, details }) => {
    switch (code) {
      case 'wrong_credentials':
        return t('wrong');
      case 'hub_unreachable':
        return t('unreachable');
      case 'rate_limited':
        return t('tooMany', { time: formatDuration(waitMs(Number(details?.['seconds'] ?? MINUTE)), locale) });
      default:
        return message;
    }
  };
}
