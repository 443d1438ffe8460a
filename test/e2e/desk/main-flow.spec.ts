import { expect } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { composeJapanese } from '#test/support/chromium.ts';
import { chooseReceiver } from '#test/support/pages/handoff.ts';
import { threadItems } from '#test/support/pages/thread-items.ts';
import { isWrittenInto } from '#test/support/pages/written-into.ts';
import { connectShopSystem } from '#test/support/shop-events.ts';
import { testPhoto } from '#test/support/test-photo.ts';

let demo: DemoShop;

test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  demo = await openDemoShop(demoData);
});
test.afterAll(() => demo?.close());

test('a customer talks live to an agent, who sees the whole thread and hands it to a second one', async () => {
  test.setTimeout(150_000);
  const shop = await connectShopSystem(demo.hub);
  const aoyama = await demo.windowOf('aoyama');
  const kimura = await demo.windowOf('kimura');
  const a = aoyama.desk;
  const b = kimura.desk;
  const emi = await demo.customer('kato-emi');
  const waitsToBeRead = () => expect(emi.widget.foots.last()).toHaveText(/既読/);

  await test.step('what the customer writes stands in the team’s queue at once', async () => {
    await a.tab('team').click();
    await expect(a.row('ケトルの蓋')).toHaveCount(0);
    await emi.say('ケトルの蓋が閉まらなくなりました。見ていただけますか。');
    await expect(a.row('ケトルの蓋')).toBeVisible();
  });

  await test.step('[CV1] the agent takes it', async () => {
    await a.row('ケトルの蓋').click();
    await expect(a.thread.getByRole('heading', { name: '加藤 恵美' })).toBeVisible();
    await a.composer.take.click();
    await expect(a.composer.field).toBeEditable();
    await expect(a.composer.take).toHaveCount(0);
  });

  await test.step('orders and store visits that systems send in stand on the same thread', async () => {
    const customer = { contactPoints: [{ kind: 'email', value: 'kato-emi@example.jp', verified: true }] };
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const lines = await shop.send([
      {
        externalId: 'order-1',
        kind: 'order',
        channel: 'shop',
        direction: 'none',
        occurredAt: at(120),
        customer,
        data: {
          number: '#W2799001',
          state: 'paid',
          total: { amount: 8_250, currency: 'JPY' },
          items: [{ sku: 'KT-09', name: '細口ケトル 0.9L', quantity: 1 }],
        },
      },
      {
        externalId: 'visit-1',
        kind: 'visit',
        channel: 'store',
        direction: 'none',
        occurredAt: at(60),
        customer,
        data: { store: '渋谷店', summary: 'ケトルの蓋の交換をご相談。' },
      },
    ]);
    expect(lines.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    await expect(a.onThread('#W2799001').first()).toBeVisible();
    await expect(a.onThread('ケトルの蓋の交換をご相談').first()).toBeVisible();
    await expect(a.customerPanel.getByText('#W2799001')).toBeVisible();
    await expect(a.customerPanel.getByText('渋谷店').first()).toBeVisible();
  });

  await test.step('[DK3] a reply written with an IME goes once, and the customer has read it', async () => {
    await waitsToBeRead();
    await a.composer.field.click();
    await composeJapanese(aoyama.page, ['k', 'か', 'かく', '確認', '確認いたします'], '確認いたします');
    await expect(a.composer.field).toHaveValue('確認いたします');
    await aoyama.page.keyboard.insertText('。少々お待ちください。');
    await expect(emi.widget.panel.getByText('青山が入力しています…')).toBeVisible();
    // An Enter right after the conversion is the IME's, so a hand that is this quick presses again.
    await expect(async () => {
      await aoyama.page.keyboard.press('Control+Enter');
      await expect(a.composer.field).toHaveValue('', { timeout: 2000 });
    }).toPass();
    await expect(emi.widget.bubble('確認いたします。少々お待ちください。')).toHaveCount(1);
    await expect(a.onThread(a.t('common:delivery.read')).last()).toBeVisible();
  });

  await test.step('a photo of the customer’s stands on the agent’s thread', async () => {
    const photo = await testPhoto(emi.page, 640, 480);
    await emi.widget.panel
      .locator('input[type=file]')
      .setInputFiles({ name: '蓋.png', mimeType: 'image/png', buffer: photo });
    await expect(emi.widget.send).not.toHaveAttribute('aria-disabled', 'true');
    await emi.widget.send.click();
    const picture = a.button(a.t('thread:openImage', { name: '蓋.png' })).locator('img');
    await expect(picture).toBeVisible();
    await expect
      .poll(() => picture.evaluate((node) => (node instanceof HTMLImageElement ? node.naturalWidth : 0)))
      .toBeGreaterThan(0);
  });

  await test.step('[TL5] a note is for colleagues alone', async () => {
    await a.composer.toNote();
    await expect(a.composer.noteBanner).toBeVisible();
    await a.composer.field.fill('蓋のゴムが劣化。部品は倉庫に12個。');
    await aoyama.page.keyboard.press('Control+Enter');
    await expect(a.onThread('蓋のゴムが劣化。部品は倉庫に12個。')).toBeVisible();
    await a.composer.toReply();
  });

  await test.step('the second agent is in the middle of another answer', async () => {
    await b.tab('team').click();
    await b.row('田中 一郎').click();
    await b.composer.take.click();
    await expect(b.composer.field).toBeEditable();
    await b.composer.field.click();
    await kimura.page.keyboard.insertText('本日19時で承り');
    // Taken, it has left the team's list: from here on nothing of the agent's own moves a row.
    await expect(b.row('田中 一郎')).toHaveCount(0);
  });
  const restingRow = b.row('Ivan Santos');
  const place = await restingRow.boundingBox();

  const briefWants = 'ケトルの蓋が閉まらない。見てほしい。';
  await test.step('[HO3] the brief is drafted from the thread; the sender corrects it and offers', async () => {
    const dialog = await chooseReceiver(aoyama, a, '加藤 恵美', '木村');
    const wants = dialog.getByRole('textbox', {
      name: a.t('handoff:brief.line', { part: a.t('handoff:brief.wants'), index: 1 }),
    });
    await expect(wants).toHaveValue(/見ていただけますか/);
    await wants.fill(briefWants);
    await aoyama.page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await expect(a.thread.getByText(a.t('handoff:waitingFor', { name: '木村 健' }))).toBeVisible();
  });

  await test.step('the offer comes to the receiver’s fixed place: nothing moves, the focus stays', async () => {
    await expect(b.offers.getByText('加藤 恵美', { exact: true })).toBeVisible();
    await expect(b.offers.getByText(briefWants)).toBeVisible();
    expect(await restingRow.boundingBox()).toEqual(place);
    await expect(b.composer.field).toBeFocused();
    await kimura.page.keyboard.insertText('ました');
    await expect(b.composer.field).toHaveValue('本日19時で承りました');
  });

  await test.step('[HO7] accepted: the brief on top, the knot on the thread, the same thread on both screens', async () => {
    await kimura.page.keyboard.press('Control+Shift+A');
    await expect(b.offers).not.toContainText('加藤 恵美');
    await expect(b.thread.getByRole('heading', { name: '加藤 恵美' })).toBeVisible();
    const brief = b.thread.getByRole('region', { name: b.t('thread:top.briefFrom', { name: '青山' }) });
    await expect(brief.getByText(briefWants)).toBeVisible();
    const knot = b.t('handoff:knot', { from: 'チャット', to: 'チャット' });
    await expect(b.onThread(knot).last()).toBeVisible();
    await expect(a.onThread(knot).last()).toBeVisible();
    await expect(b.composer.field).toBeEditable();
    await expect(a.composer.region.getByText(a.t('composer:notOwner', { name: '木村 健' }))).toBeVisible();
    await expect.poll(async () => (await threadItems(a.thread)).length).toBeGreaterThan(20);
    await expect(async () => expect(await threadItems(b.thread)).toEqual(await threadItems(a.thread))).toPass({
      timeout: 10_000,
    });
  });

  await test.step('the customer talks on with the second agent and said nothing twice', async () => {
    await emi.say('色は黒でお願いします。');
    await expect(b.onThread('色は黒でお願いします。')).toBeVisible();
    await waitsToBeRead();
    await b.composer.field.fill('木村でございます。青山から引き継ぎました。新しい蓋をお送りします。');
    await kimura.page.keyboard.press('Control+Enter');
    await expect(emi.widget.bubble('木村でございます。青山から引き継ぎました。新しい蓋をお送りします。')).toHaveCount(
      1,
    );
    await expect(emi.widget.panel.getByText('木村が対応しております')).toBeVisible();
    await expect(emi.widget.panel.getByText('蓋のゴムが劣化')).toHaveCount(0);
  });

  await test.step('[CV8] resolved by keyboard', async () => {
    await kimura.page.keyboard.press('Control+Shift+E');
    const dialog = b.dialog(b.t('wrapUp:title'));
    await expect(dialog).toBeVisible();
    await isWrittenInto(dialog);
    await kimura.page.keyboard.insertText('不良');
    await kimura.page.keyboard.press('Enter');
    await kimura.page.keyboard.insertText('交換');
    await kimura.page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await expect(b.thread.getByText(b.t('common:section.resolved')).first()).toBeVisible();
    await b.tab('mine').click();
    // Another matter of hers stays with them.
    await expect(b.row('新しい蓋をお送りします')).toHaveCount(0);
  });

  const { whole } = (await demo.hub.cli(['verify'])) as { whole: boolean };
  expect(whole).toBe(true);
});
