import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';

/**
 * What our own page may use without asking; everything else, and everybody else, is refused, asked or not. The last two are
 * the wallboard's.
 */
const GRANTED = new Set([
  'notifications',
  'clipboard-sanitized-write',
  'media',
  'speaker-selection',
  'fullscreen',
  'screen-wake-lock',
]);

/** `where` is an origin or a whole address of it. Of `media`, the microphone alone: the desk telephones and never films. */
export function isOurPermission(permission: string, where: string | undefined, media: readonly string[] = []): boolean {
  if (permission === 'media' && media.some((type) => type === 'video')) return false;
  return GRANTED.has(permission) && (where === APP_ORIGIN || (where?.startsWith(`${APP_ORIGIN}/`) ?? false));
}
