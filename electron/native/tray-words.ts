import type { Presence } from '#shared/domain/people.ts';

/** How somebody is, in the desk's own words (renderer/i18n, common: presence), for it is one thing in two places. */
export const TRAY_WORDS = {
  ja: {
    open: 'Tsunagiを開く',
    quit: '終了',
    waiting: '未対応 {{count}}件',
    signedOut: 'サインインしていません',
    presence: {
      ready: '待機中',
      busy: 'チャット対応中',
      wrap_up: '後処理',
      away: '離席',
      disconnected: '切断',
      signed_out: '退席',
    },
  },
  en: {
    open: 'Open Tsunagi',
    quit: 'Quit',
    waiting: '{{count}} waiting',
    signedOut: 'Not signed in',
    presence: {
      ready: 'Ready',
      busy: 'In chat',
      wrap_up: 'Wrap-up',
      away: 'Away',
      disconnected: 'Disconnected',
      signed_out: 'Signed out',
    },
  },
} as const satisfies Record<'ja' | 'en', { readonly presence: Record<Presence, string> } & Record<string, unknown>>;

/** What the tray says of itself when pointed at: how this agent is, and how much waits. */
export function trayTip(locale: 'ja' | 'en', presence: Presence | null, count: number): string {
  const words = TRAY_WORDS[locale];
  const how = presence === null ? words.signedOut : words.presence[presence];
  const waiting = count === 0 ? '' : ` · ${waitingWords(locale, count)}`;
  return `Tsunagi · ${how}${waiting}`;
}

/** How much waits, as a screen reader says it of the count over the taskbar's entry. */
export const waitingWords = (locale: 'ja' | 'en', count: number): string =>
  TRAY_WORDS[locale].waiting.replace('{{count}}', String(count));
