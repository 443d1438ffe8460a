/**
 * As much of a page as the widget's own client code looks at, for a process without one: storage that lets nothing be
 * kept (every visitor has a browser of their own), and events that never come.
 */
export function pretendToBeAPage(): void {
  const target = { addEventListener: () => undefined, visibilityState: 'visible' };
  Object.assign(globalThis, { window: target, document: target });
  Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
  // The lock keeps two tabs of one browser apart; here every visitor is another browser.
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
}
