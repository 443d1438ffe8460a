import type { Page } from '@playwright/test';

export type WidgetRecord = {
  /** Everything the page has shown in the widget since, and everything its line to the hub has brought. */
  readonly everything: () => Promise<string>;
};

/** Writes down what a customer's browser shows and is told, from now on: also what is there for a moment only. */
export async function recordWidget(page: Page): Promise<WidgetRecord> {
  const frames: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Network.webSocketFrameReceived', ({ response }) => frames.push(response.payloadData));
  await session.send('Network.enable');
  page.on('response', (response) => {
    response.text().then(
      (text) => frames.push(text),
      () => undefined,
    );
  });
  await page.evaluate(() => {
    const shown: string[] = [];
    const root = document.querySelector('tsunagi-chat')?.shadowRoot;
    if (!root) throw new Error('the widget has no root to look at');
    const look = (): void => {
      shown.push(root.textContent ?? '');
    };
    look();
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    Object.assign(window, { shownByWidget: shown });
  });
  return {
    async everything() {
      const shown = await page.evaluate(() =>
        (window as unknown as { shownByWidget: string[] }).shownByWidget.join('\n'),
      );
      return [shown, ...frames].join('\n');
    },
  };
}
