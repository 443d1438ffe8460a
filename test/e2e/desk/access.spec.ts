import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { launchDesktop } from '#test/support/electron-app.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { isWrittenInto } from '#test/support/pages/written-into.ts';

const LOCALES = ['ja', 'en'] as const;
const THEMES = ['light', 'dark'] as const;

let demo: DemoShop;
let window: DeskWindow;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
  window = await demo.windowOf('aoyama');
});
test.afterAll(() => demo?.close());

for (const locale of LOCALES) {
  test(`axe finds nothing on the sign-in screen, ${locale}`, async () => {
    const desktop = await launchDesktop({ hub: demo.hub.url, locale: locale === 'ja' ? 'ja-JP' : 'en-US' });
    const { t } = deskOn(desktop.page, locale);
    await expect(desktop.page.getByRole('button', { name: t('auth:signIn'), exact: true })).toBeVisible();
    for (const theme of THEMES) {
      await desktop.page.evaluate((value) => {
        document.documentElement.dataset['theme'] = value;
      }, theme);
      expect(await axeFindings(desktop.page)).toEqual([]);
    }
    await desktop.close();
  });
}

for (const locale of LOCALES) {
  for (const theme of THEMES) {
    test(`axe finds nothing on any screen of the desk, ${locale}, ${theme}`, async () => {
      test.setTimeout(90_000);
      const { page } = window;
      await window.choose({ theme, locale });
      const desk = deskOn(page, locale);
      const { t } = desk;
      await desk.tab('mine').click();
      await desk.row('佐藤 美咲').click();
      await expect(desk.composer.field).toBeVisible();
      // The composer stands as soon as the conversation is known; the name comes with its customer.
      await expect(page.getByRole('heading', { level: 1, name: '佐藤 美咲' })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      expect(await axeFindings(page), 'conversation').toEqual([]);

      await desk.composer.toNote();
      await expect(desk.composer.noteBanner).toBeVisible();
      expect(await axeFindings(page), 'note').toEqual([]);
      await desk.composer.toReply();

      const dialogs = [
        { chord: 'Control+Shift+H', title: t('handoff:title', { name: '佐藤 美咲' }) },
        { chord: 'Control+Shift+E', title: t('wrapUp:title') },
        { chord: 'Control+,', title: t('settings:title') },
        { chord: 'Control+/', title: t('common:keyboard.title') },
      ];
      for (const { chord, title } of dialogs) {
        await page.keyboard.press(chord);
        await expect(desk.dialog(title)).toBeVisible();
        expect(await axeFindings(page), title).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(desk.dialog(title)).toBeHidden();
      }

      await page.keyboard.press('Control+K');
      const palette = desk.dialog(t('palette:title'));
      await isWrittenInto(palette);
      await page.keyboard.insertText('さとう');
      await expect(palette.getByRole('option').filter({ hasText: '佐藤 美咲' }).first()).toBeVisible();
      expect(await axeFindings(page), 'palette').toEqual([]);
      await page.keyboard.press('Escape');

      await desk.tab('team').click();
      await expect(desk.row('森 はるか')).toBeVisible();
      expect(await axeFindings(page), 'inbox').toEqual([]);
    });
  }
}
