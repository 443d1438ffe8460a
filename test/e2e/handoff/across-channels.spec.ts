import { type Locator, expect as patient } from '@playwright/test';
import { CLERK_PASSWORD, type CrossingWorld, openCrossingWorld } from '#test/e2e/fixtures/crossing-world.ts';
import { openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import {
  briefOn,
  fillHandOff,
  giveHandOff,
  hasCome,
  linkIn,
  onTheWay,
  openGoPage,
} from '#test/support/pages/crossing.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { sendUntil } from '#test/support/pages/send-until.ts';
import { connectShopSystem } from '#test/support/shop-events.ts';

/** Several programs answer each other before a screen changes. */
const expect = patient.configure({ timeout: 20_000 });

/** Five ways across in the real windows, the customer's real side beside them; what they said once is never asked again. */
let world: CrossingWorld;

test.describe.configure({ mode: 'serial', timeout: 150_000 });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(300_000);
  world = await openCrossingWorld(() => openDemoShop(demoData, true));
});
test.afterAll(() => world?.close());

const shot = (of: DeskWindow | Parameters<typeof takePicture>[0], name: string) =>
  takePicture('desk' in of ? of.page : of, `handoff/${name}`);

const ringing = ({ page, desk }: DeskWindow): Locator =>
  page.getByRole('region', { name: desk.t('phone:ring.label'), exact: true });
const bar = ({ page, desk }: DeskWindow): Locator =>
  page.getByRole('region', { name: desk.t('phone:bar.label'), exact: true });

/** A waiting conversation is opened and taken. */
async function take({ desk }: DeskWindow, words: string): Promise<void> {
  await desk.tab('team').click();
  await desk.row(words).first().click();
  await desk.composer.take.click();
  await expect(desk.composer.take).toHaveCount(0);
}

/** Accepts by its chord; the conversation opens, and what was taken stands in the place of offers as a way to it. */
async function accept({ page, desk }: DeskWindow, customer: string): Promise<void> {
  await expect(desk.offers).toContainText(customer);
  await page.keyboard.press('Control+Shift+A');
  const taken = desk.offers.getByRole('button', { name: customer });
  await expect(taken).toBeVisible();
  await expect(async () => {
    const heading = desk.thread.getByRole('heading', { name: customer });
    if (!(await heading.isVisible())) await taken.click();
    await expect(heading).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 40_000 });
}

/** Answers where the customer is now: by then the reply box is of that channel, and this agent's. */
async function reply(
  window: DeskWindow,
  channel: 'chat' | 'line',
  { text, there }: { readonly text: string; readonly there: () => Promise<void> },
): Promise<void> {
  const { desk } = window;
  const field = desk.composer.region.getByPlaceholder(`${desk.t(`common:channel.${channel}`)}で返信`);
  await expect(field).toBeEditable();
  await field.fill(text);
  const newest = desk.thread.getByRole('button', { name: new RegExp(`${desk.t('thread:toNewest')}|下に新着`) });
  await sendUntil(window, async () => {
    if (await newest.isVisible()) await newest.click();
    // On the thread it stands while it is on its way, too: it is there when the customer has it.
    await there();
  });
}

test('[HO6] phone → chat: a link by SMS; the colleague owns it when the customer writes, and nothing is asked twice', async () => {
  const { aoyama, kimura, demo, sms, telephone } = world;
  const name = '佐藤 美咲';
  const wants = '割れた水タンクの写真を見てほしい';
  const caller = await telephone('+819000004417');
  await expect(async () => {
    if ((await caller.state()) !== 'ringing') await caller.call('sip:1001@localhost');
    await expect(ringing(aoyama).getByRole('article')).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
  await aoyama.page.keyboard.press('Control+Shift+A');
  await expect(bar(aoyama)).toContainText(aoyama.desk.t('phone:bar.active'));
  await bar(aoyama).getByRole('button', { name }).click();
  await expect(aoyama.desk.thread.getByRole('heading', { name })).toBeVisible();

  const dialog = await fillHandOff(aoyama, { customer: name, receiver: '木村', channel: 'chat', wants });
  // Before anything is sent: every channel with its way or why not, and what the customer will read.
  await expect(dialog.getByRole('radio')).not.toHaveCount(1);
  const gets = dialog.getByRole('textbox', { name: /お客様に届く内容/ });
  await expect(gets).toHaveValue(/【.+】.*\{link\}/s);
  expect.soft(await axeFindings(aoyama.page, '[role="dialog"]')).toEqual([]);
  await shot(aoyama, 'phone-chat-1-dialog');
  await giveHandOff(aoyama, dialog);
  await accept(kimura, name);

  const way = onTheWay(aoyama, name, 'chat');
  await expect(way).toBeVisible();
  await expect.poll(() => linkIn(sms.sent.at(-1)?.fields['Body'] ?? '')).not.toBeNull();
  await shot(aoyama, 'phone-chat-2-on-the-way');
  // The call goes on; until they write, the sender owns.
  expect(await caller.state()).toBe('live');
  await expect(kimura.desk.composer.field).not.toBeEditable();

  const customer = await openGoPage(demo.browser, linkIn(sms.sent.at(-1)?.fields['Body'] ?? '') ?? '');
  await expect(customer.page.getByRole('heading')).toContainText('続きはチャットで');
  await shot(customer.page, 'phone-chat-3-customer-link');
  await customer.page.getByRole('button', { name: 'チャットを始める' }).click();
  await expect(way).toContainText('開封');
  await customer.say('写真を送ります。左側にひびが入っています。');

  await expect(kimura.desk.onThread('左側にひびが入っています').first()).toBeVisible();
  const brief = briefOn(kimura, '青山');
  await expect(brief).toContainText(wants);
  await expect(hasCome(aoyama, name, 'chat', '木村 健')).toBeVisible();
  await shot(kimura, 'phone-chat-4-receiver');
  await reply(kimura, 'chat', {
    text: '木村でございます。お写真を確認しました。交換品をお送りします。',
    there: () =>
      expect(customer.widget.bubble('木村でございます。お写真を確認しました。交換品をお送りします。')).toBeVisible({
        timeout: 4000,
      }),
  });
  await expect(customer.widget.bubble('木村でございます。お写真を確認しました。交換品をお送りします。')).toBeVisible();
  await shot(customer.page, 'phone-chat-5-customer');
  // A link that was used tells whoever finds it nothing.
  const thief = await openGoPage(demo.browser, linkIn(sms.sent.at(-1)?.fields['Body'] ?? '') ?? '');
  await thief.page.getByRole('button', { name: 'チャットを始める' }).click();
  await expect(thief.page.getByRole('heading')).toContainText('ご利用いただけません');
  await thief.close();
  await brief.getByRole('button', { name: kimura.desk.t('thread:top.briefRead') }).click();
  await expect(brief).toHaveCount(0);
  await caller.hangUp();
  await customer.close();
});

test('[HO5] chat → phone: the colleague joins privately first, the customer presses the number and is answered by them', async () => {
  const { aoyama, kimura, demo, telephone } = world;
  const name = '林 蓮';
  const wants = '抽出温度の調整を電話で教えてほしい';
  const secret = '前回の交換は特例です。';
  const ren = await demo.customer('hayashi-ren');
  await ren.say('抽出温度の調整がうまくいきません。電話で教えていただけますか。');
  await take(aoyama, '抽出温度の調整');
  const dialog = await fillHandOff(aoyama, {
    customer: name,
    receiver: '木村',
    channel: 'phone',
    way: '通話ボタン',
    warm: true,
    wants,
  });
  await shot(aoyama, 'chat-phone-1-dialog');
  await giveHandOff(aoyama, dialog);
  await accept(kimura, name);

  const talkOf = ({ desk }: DeskWindow, other: string) =>
    desk.thread.getByRole('complementary', { name: desk.t('handoff:talk.title', { name: other }) });
  const mine = talkOf(aoyama, '木村 健');
  const theirs = talkOf(kimura, '青山 さくら');
  await mine.getByRole('textbox').fill(secret);
  await mine.getByRole('textbox').press('Enter');
  await expect(theirs.getByText(secret)).toBeVisible();
  await theirs.getByRole('textbox').fill('承知しました。こちらで受けます。');
  await theirs.getByRole('textbox').press('Enter');
  await expect(mine.getByText('承知しました。こちらで受けます。')).toBeVisible();
  await shot(aoyama, 'chat-phone-2-private-talk');
  await shot(kimura, 'chat-phone-3-colleague');
  await expect(ren.widget.panel.getByText(secret)).toHaveCount(0);

  const { t } = aoyama.desk;
  await aoyama.desk.button(t('handoff:talking.passOver', { channel: t('common:channel.phone') })).click();
  await expect(onTheWay(aoyama, name, 'phone')).toBeVisible();
  await expect(ren.widget.panel.getByText(/03-?1234-?5678|\+81312345678/).first()).toBeVisible();
  await shot(ren.page, 'chat-phone-4-customer');

  const caller = await telephone('+819000004901');
  await expect(async () => {
    if ((await caller.state()) !== 'ringing') await caller.call('sip:1002@localhost');
    await expect(ringing(kimura).getByRole('article')).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
  await kimura.page.keyboard.press('Control+Shift+A');
  await expect(bar(kimura)).toContainText(kimura.desk.t('phone:bar.active'));
  await expect(hasCome(aoyama, name, 'phone', '木村 健')).toBeVisible();
  await expect(briefOn(kimura, '青山')).toContainText(wants);
  await shot(kimura, 'chat-phone-5-receiver');
  await caller.hangUp();
  await ren.close();
});

test('[HO1] email → chat, to a team: a link in the answer; whoever of the team takes it owns it when the customer writes', async () => {
  const { aoyama, kimura, demo, post, mails } = world;
  const name = '大野 裕子';
  const wants = '名入れの入った箱の写真を一緒に確認したい';
  await mails({
    from: `"${name}" <ono-yuko@example.jp>`,
    subject: '名入れについて',
    text: '名入れの文字の位置を、画像を見ながら相談できますか。',
  });
  await expect(async () => {
    await aoyama.desk.tab('team').click();
    await expect(aoyama.desk.row(name)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
  await take(aoyama, name);
  const before = post.taken().length;
  const dialog = await fillHandOff(aoyama, { customer: name, receiver: '配送・返品', channel: 'chat', wants });
  await shot(aoyama, 'email-chat-1-dialog');
  await giveHandOff(aoyama, dialog);
  await accept(kimura, name);
  await expect(onTheWay(aoyama, name, 'chat')).toBeVisible();
  await shot(kimura, 'email-chat-2-reserved');
  const mailed = () => linkIn(post.taken().slice(before).at(-1)?.text ?? '');
  await expect.poll(mailed, { timeout: 20_000 }).not.toBeNull();

  const customer = await openGoPage(demo.browser, mailed() ?? '');
  await customer.page.getByRole('button', { name: 'チャットを始める' }).click();
  await customer.say('メールでご相談した大野です。');
  await expect(kimura.desk.onThread('メールでご相談した大野です。').first()).toBeVisible();
  await expect(briefOn(kimura, '青山')).toContainText(wants);
  await expect(kimura.desk.onThread('名入れの文字の位置を').first()).toBeVisible();
  await reply(kimura, 'chat', {
    text: 'お待ちしておりました。こちらの配置でいかがでしょうか。',
    there: () =>
      expect(customer.widget.bubble('お待ちしておりました。こちらの配置でいかがでしょうか。')).toBeVisible({
        timeout: 4000,
      }),
  });
  await expect(customer.widget.bubble('お待ちしておりました。こちらの配置でいかがでしょうか。')).toBeVisible();
  await shot(customer.page, 'email-chat-3-customer');
  await shot(kimura, 'email-chat-4-receiver');
  await customer.close();
});

test('[HO1] store → chat, to oneself: a code that the clerk tells; the same agent goes on where the customer is', async () => {
  const { aoyama, demo } = world;
  const name = '小林 健太';
  const counter = await (
    await demo.browser.newContext({ locale: 'ja-JP', viewport: { width: 1100, height: 760 } })
  ).newPage();
  await counter.goto(`${demo.hub.url}/clerk`);
  await counter.locator('input[name=username]').fill('nao');
  await counter.locator('input[name=password]').fill(CLERK_PASSWORD);
  await counter.keyboard.press('Enter');
  await counter.getByRole('textbox', { name: '会員番号' }).fill('0042-3310');
  await counter.keyboard.press('Enter');
  const card = counter.getByRole('region', { name });
  await card.getByRole('textbox', { name: 'ご用件' }).fill('ミルの替え刃の在庫を、後でチャットで知りたいとのこと。');
  await card.getByRole('button', { name: 'デスクに引き継ぐ' }).click();
  await expect(card.getByRole('status').filter({ hasText: 'デスクに引き継ぎました' })).toBeVisible();
  await shot(counter, 'store-chat-1-counter');

  await take(aoyama, name);
  const wants = '替え刃の入荷日を知りたい';
  const dialog = await fillHandOff(aoyama, {
    customer: name,
    receiver: '自分',
    channel: 'chat',
    way: 'コード',
    wants,
  });
  await shot(aoyama, 'store-chat-2-dialog');
  await giveHandOff(aoyama, dialog);
  const way = onTheWay(aoyama, name, 'chat');
  const code = way.locator('b.figures');
  await expect(code).toHaveText(/^[\w-]{6,}$/);
  await shot(aoyama, 'store-chat-3-code');

  const customer = await openGoPage(demo.browser, `${demo.hub.url}/go`);
  await customer.page.getByRole('textbox').fill((await code.textContent()) ?? '');
  await shot(customer.page, 'store-chat-4-customer-code');
  await customer.page.getByRole('button', { name: 'コードで開く' }).click();
  await customer.say('お店で聞いた替え刃の件です。');
  await expect(hasCome(aoyama, name, 'chat')).toBeVisible();
  await expect(aoyama.desk.onThread('お店で聞いた替え刃の件です。').first()).toBeVisible();
  await reply(aoyama, 'chat', {
    text: '青山でございます。替え刃は金曜日に入荷します。',
    there: () =>
      expect(customer.widget.bubble('青山でございます。替え刃は金曜日に入荷します。')).toBeVisible({ timeout: 4000 }),
  });
  await expect(customer.widget.bubble('青山でございます。替え刃は金曜日に入荷します。')).toBeVisible();
  await shot(aoyama, 'store-chat-5-agent');
  await counter.context().close();
  await customer.close();
});

test('[HO6] chat → LINE: a message there; the customer answers on LINE and the colleague owns it', async () => {
  const { aoyama, kimura, demo, line, saysOnLine } = world;
  const name = '伊藤 翔平';
  const wants = '発送の知らせをLINEで受け取りたい';
  const user = 'Uaf4980629f4af4980629f4af498062f1';
  const shop = await connectShopSystem(demo.hub, 'line-login');
  const point = { kind: 'line', value: user, verified: true };
  const customerOf = { contactPoints: [{ kind: 'email', value: 'ito-shohei@example.jp', verified: true }, point] };
  const [told] = await shop.send([
    {
      externalId: 'linked-1',
      kind: 'visit',
      channel: 'store',
      direction: 'none',
      occurredAt: new Date(Date.now() - 3_600_000).toISOString(),
      customer: customerOf,
      data: { store: '銀座店', summary: 'LINEの友だち登録。' },
    },
  ]);
  expect(told?.status).toBe('accepted');
  const shohei = await demo.customer('ito-shohei');
  await shohei.say('外出するので、続きはLINEでお願いできますか。');
  await take(aoyama, '続きはLINEで');
  const dialog = await fillHandOff(aoyama, { customer: name, receiver: '木村', channel: 'line', wants });
  await shot(aoyama, 'chat-line-1-dialog');
  await giveHandOff(aoyama, dialog);
  await accept(kimura, name);
  await expect(onTheWay(aoyama, name, 'line')).toBeVisible();
  const pushed = () => line.sent.filter(({ to }) => to === user).flatMap(({ messages }) => messages);
  await expect.poll(() => pushed().length, { timeout: 15_000 }).toBe(1);
  await shot(kimura, 'chat-line-2-reserved');

  await saysOnLine(user, 'LINEに来ました。よろしくお願いします。');
  await expect(kimura.desk.onThread('LINEに来ました。').first()).toBeVisible();
  await expect(hasCome(aoyama, name, 'line', '木村 健')).toBeVisible();
  await expect(briefOn(kimura, '青山')).toContainText(wants);
  await reply(kimura, 'line', {
    text: '木村です。発送しましたらこちらでお知らせします。',
    there: () => expect.poll(() => JSON.stringify(pushed()), { timeout: 4000 }).toContain('発送しましたら'),
  });
  await expect.poll(() => JSON.stringify(pushed()), { timeout: 15_000 }).toContain('発送しましたら');
  await shot(kimura, 'chat-line-3-receiver');
  await shot(shohei.page, 'chat-line-4-customer-chat');
  await shohei.close();

  const { whole } = (await demo.hub.cli(['verify'])) as { whole: boolean };
  expect(whole).toBe(true);
});
