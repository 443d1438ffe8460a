import type { Locator } from '@playwright/test';

/** The words of every row of a thread, oldest first, read by scrolling through all of it, and back to its newest end. */
export function threadItems(thread: Locator): Promise<string[]> {
  return thread.getByRole('log').evaluate(async (box: HTMLElement) => {
    const painted = () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      });
    // At the top more is fetched, until there is no more.
    for (let before = -1; box.scrollTop > 0 || box.ariaBusy === 'true' || box.scrollHeight !== before; ) {
      before = box.scrollHeight;
      box.scrollTop = 0;
      await painted();
    }
    const found = new Map<number, string>();
    for (;;) {
      for (const row of box.querySelectorAll<HTMLElement>('[data-index]'))
        found.set(Number(row.dataset['index']), row.innerText);
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1) break;
      box.scrollTop += box.clientHeight / 2;
      await painted();
    }
    return [...found].sort(([a], [b]) => a - b).map(([, words]) => words);
  });
}
