/** What the widget gives to the shop's page, as `window.Tsunagi`. */
export type TsunagiWidget = {
  readonly open: () => void;
  readonly close: () => void;
  /** Tells who the customer is, by a token that the shop's server signed with the widget's secret (HS256). */
  readonly identify: (token: string) => void;
  readonly setLocale: (locale: 'ja' | 'en' | 'auto') => void;
};

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface Window {
    Tsunagi?: TsunagiWidget;
  }
}
