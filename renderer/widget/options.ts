import type { Locale } from '#shared/domain/people.ts';

/** What the shop wrote on the script tag. */
export type Options = {
  /** Where the hub is: the script's own origin. */
  readonly hub: string;
  readonly lang: Locale | 'auto';
  /** `#rrggbb` */
  readonly color: string | null;
  /** A token that the shop signed for a customer who is signed in there. */
  readonly identity: string | null;
};

export function readOptions(script: HTMLScriptElement): Options {
  const { lang, color, identity } = script.dataset;
  return {
    hub: new URL(script.src, document.baseURI).origin,
    lang: lang === 'ja' || lang === 'en' ? lang : 'auto',
    color: longHex(color),
    identity: identity || null,
  };
}

/** `#357` and `#335577` as `#335577`; anything else is no colour to us. */
export function longHex(color: string | undefined): string | null {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec((color ?? '').trim())?.[1];
  if (hex === undefined) return null;
  return `#${hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex}`.toLowerCase();
}

/** Words on the shop's colour: black or white, whichever reads better; the better one always reaches 4.5:1. */
export function inkOn(color: string): '#ffffff' | '#000000' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255));
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** The page's language as it says itself, else the browser's. */
export function pageLocale(): Locale {
  const said = document.documentElement.lang || navigator.language;
  return /^ja\b/i.test(said) ? 'ja' : 'en';
}
