import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { DEFAULT_SURVEY } from '#shared/domain/survey.ts';
import { type ChildHub, type ChildHubAgent, PASSWORD, startChildHub } from '#test/support/child-hub.ts';
import { launchChromium, newVisitor, widgetOn } from '#test/support/chromium.ts';
import { type HostileShop, openHostileShop } from '#test/support/hostile-shop.ts';

let hub: ChildHub;
let shop: HostileShop;
let browser: Browser;
let aoyama: ChildHubAgent;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  hub = await startChildHub();
  shop = await openHostileShop({ hub: hub.url });
  browser = await launchChromium();
  aoyama = await hub.agent({ login: 'aoyama', name: '青山 さくら', publicName: '青山' });
  const given = ['--name', 'Admin', '--public-name', 'Admin', '--password-stdin', '--role', 'admin'];
  await hub.cli(['agent', 'add', 'admin', ...given], PASSWORD);
  const admin = await hub.signIn({ login: 'admin', password: PASSWORD });
  await admin.command('survey:set', { revision: 0, fields: { ...DEFAULT_SURVEY, enabled: true, onceInDays: 0 } });
});
test.afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await hub?.close();
});

async function findings(page: Page, within?: string): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? builder : builder.include(within))
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

for (const [locale, dark] of [
  ['ja', false],
  ['en', true],
] as const) {
  test(`a customer says in the chat how it was, by keyboard, and the thread has it: ${locale}`, async () => {
    const info = test.info();
    const context = await newVisitor(browser, { locale, dark });
    const page = await context.newPage();
    await page.goto(`${shop.url}/?kind&lang=${locale}`);
    await page.waitForFunction(() => window.Tsunagi !== undefined);
    const { launcher, panel, field } = widgetOn(page);
    await launcher.click();
    const words = `${locale} 注文の件`;
    await field.fill(words);
    await field.press('Enter');
    const row = await aoyama.claim(await aoyama.row(words));
    const categories = (await aoyama.query('me', {})).categories;
    const categoryId = categories.at(-1)?.id;
    const { epoch } = row;
    await aoyama.command('conversation:resolve', {
      conversationId: row.conversationId,
      epoch,
      outcome: 'solved',
      ...(categoryId === undefined ? {} : { categoryId }),
    });
    const group = panel.getByRole('group', { name: locale === 'ja' ? /いかがでしたか/ : /How did we do/ });
    await expect(group).toBeVisible();
    await group.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowRight');
    await expect(group.getByRole('radio').nth(3)).toBeChecked();
    await page.keyboard.press('Tab');
    await page.keyboard.type('quick');
    expect(await findings(page, 'tsunagi-chat')).toEqual([]);
    await page.screenshot({ path: info.outputPath(`question-${locale}.png`) });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(
      panel.getByText(locale === 'ja' ? /ご回答ありがとうございます/ : /Thank you\. Your answer/),
    ).toBeFocused();
    expect(await findings(page, 'tsunagi-chat')).toEqual([]);
    const { answers } = await aoyama.query('survey.of', { customerId: row.customerId });
    expect(answers).toMatchObject([
      { score: 4, comment: 'quick', conversationId: row.conversationId, channel: 'chat' },
    ]);
    expect((await aoyama.query('conversation.get', { conversationId: row.conversationId })).conversation.status).toBe(
      'resolved',
    );
    // A reload still knows that it was answered.
    await page.reload();
    await expect(panel.getByText(locale === 'ja' ? /5段階中4/ : /4 of 5/)).toBeVisible();
    await context.close();
  });

  test(`a link that is over says so, and nothing else: ${locale}`, async () => {
    const info = test.info();
    const context = await newVisitor(browser, { locale, dark, phone: true });
    const page = await context.newPage();
    await page.goto(`${hub.url}/rate#${locale[0]}madeUpMadeUpMadeUpXX.4`);
    await expect(page.getByRole('heading')).toHaveText(
      locale === 'ja' ? 'このアンケートは、ご回答いただけません' : 'This question can no longer be answered',
    );
    expect(new URL(page.url()).hash).toBe('');
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`over-${locale}.png`) });
    await context.close();
  });
}
