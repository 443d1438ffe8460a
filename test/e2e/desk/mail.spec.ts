import { randomUUID } from 'node:crypto';
import { expect, type Locator } from '@playwright/test';
import { type DemoShop, openDemoShop, test } from '#test/e2e/fixtures/demo-shop.ts';
import { takePicture } from '#test/e2e/fixtures/picture.ts';
import { axeFindings } from '#test/support/accessible.ts';
import { type Canary, startCanary } from '#test/support/canary.ts';
import { composeJapanese } from '#test/support/chromium.ts';
import { inDatabaseOf } from '#test/support/hub-database.ts';
import { deskOn } from '#test/support/pages/desk.ts';
import type { DeskWindow } from '#test/support/pages/desk-window.ts';
import { REMOTE_LOADS, SCRIPTS, type Vector } from '#test/support/remote-load-vectors.ts';
import { startPost, type TestPost } from '#test/support/test-smtp.ts';

const PASSWORD = 'correct-horse-battery-42';
const SENDER = '川口 直美';
const LURE = 'ご注文の確認';
const LOOKS = (['ja', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);

let demo: DemoShop;
let window: DeskWindow;
let canary: Canary;
let post: TestPost;

type Sent = { readonly subject: string; readonly text: string; readonly html: string; readonly remoteImages: number };

/** A mail as the email channel leaves it on the thread: its facts in the item, its HTML behind the hub's door. */
async function mailCame({ subject, text, html, remoteImages }: Sent): Promise<void> {
  const blobId = randomUUID();
  const { key } = (await demo.hub.cli(['key', 'add', `mail-${blobId.slice(0, 8)}`])) as { key: string };
  const from = { name: SENDER, address: 'naomi.kawaguchi@example.jp' };
  const auth = { spf: 'pass', dkim: 'pass', dmarc: 'pass', summary: 'pass', domain: 'example.jp' };
  const email = {
    messageId: `<${blobId}@example.jp>`,
    from,
    to: [{ address: 'support@shop.example' }],
    auth,
    html: { blobId, remoteImages },
  };
  const event = {
    source: 'mail',
    externalId: blobId,
    kind: 'message',
    occurredAt: new Date().toISOString(),
    channel: 'email',
    direction: 'in',
    customer: { name: SENDER, contactPoints: [{ kind: 'email', value: from.address, verified: true }] },
    data: { text, subject, email },
  };
  const response = await fetch(`${demo.hub.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify([event]),
  });
  expect(await response.json()).toMatchObject({ ok: true, data: { lines: [{ status: 'accepted' }] } });
  await inDatabaseOf(demo.hub, async ({ pool }) => {
    const bytes = Buffer.from(html, 'utf8');
    await pool.query(
      `insert into blob (id, owner_type, owner_id, customer_id, name, mime, size, sha256, bytes, created_at)
       select $1, 'system', 'mail', i.customer_id, 'mail.html', 'text/html', $2, sha256($3), $3, now()
       from timeline_item i where i.data -> 'email' ->> 'messageId' = $4`,
      [blobId, bytes.length, bytes, email.messageId],
    );
    await pool.query('insert into email_html (blob_id) values ($1)', [blobId]);
  });
}

const mailOf = (subject: string): Locator =>
  window.page.locator('main').getByRole('article').filter({ hasText: subject });
const shown = (subject: string, as: 'text' | 'html'): Promise<void> =>
  mailOf(subject)
    .getByRole('button', { name: window.desk.t(`mail:view.${as}`) })
    .click();

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ demoData }) => {
  test.setTimeout(120_000);
  [demo, canary, post] = await Promise.all([openDemoShop(demoData), startCanary(), startPost()]);
  const admin = ['--name', 'IT', '--public-name', 'IT', '--role', 'admin'];
  await demo.hub.cli(['agent', 'add', 'it', ...admin, '--password-stdin'], PASSWORD);
  const it = await demo.hub.signIn({ login: 'it', password: PASSWORD });
  const nobody = { imapHost: '127.0.0.1', imapPort: 9, imapSecurity: 'none' };
  const leaving = { smtpHost: '127.0.0.1', smtpPort: post.port, smtpSecurity: 'none', checkDns: false };
  const words = { senderName: '珈琲店サポート', signatureJa: '--\n珈琲店サポート' };
  await it.command('channel:connect', {
    adapter: 'mailbox',
    name: 'サポート',
    fields: { address: 'support@shop.example', user: 'support', password: 'pw', ...nobody, ...leaving, ...words },
  });
  window = await demo.windowOf('aoyama');
  await window.resize(1440, 900);
  await mailCame({ subject: LURE, text: '確認をお願いします。', html: '<p>x</p>', remoteImages: 3 });
  await window.desk.tab('team').click();
  await window.desk.row(SENDER).first().click();
  await expect(mailOf(LURE)).toBeVisible();
});
test.afterAll(async () => {
  test.setTimeout(120_000);
  await demo?.close();
  await canary?.close();
  await post?.close();
});

const ALL = 'すべてを一度に';
/** What changes the document around it, so that it stands in one of its own. */
const WHOLE =
  /^(?:frame|html manifest|body|noscript|template|title that|comment that|attribute that|xml|sheet out|math|mutation|NUL|svg |script|object|select|clobbering|foreign|meta|base)/u;
const AT_ONCE = 8;

/** The vectors as documents: those that leave each other alone together, the others alone. */
function documentsOf(vectors: readonly Vector[]): Vector[][] {
  const calm = vectors.filter(({ name }) => !WHOLE.test(name));
  const groups = Array.from({ length: Math.ceil(calm.length / AT_ONCE) }, (_, n) =>
    calm.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  return [...groups, ...vectors.filter(({ name }) => WHOLE.test(name)).map((one) => [one])];
}

test('the ways to load something are real: a page without protection takes them', async () => {
  const page = await demo.browser.newPage();
  const documents = [...REMOTE_LOADS, ...SCRIPTS.map((one) => ({ ...one, name: `script ${one.name}` }))];
  await page.setContent(
    documents
      .map(({ name, html }) =>
        `<!doctype html>${html(canary.at(name))}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
      )
      .map((html) => `<iframe width="90" height="90" srcdoc="${html}"></iframe>`)
      .join(''),
    { waitUntil: 'commit' },
  );
  const heard = (isScript: boolean): number =>
    canary.heard().filter((name) => name.startsWith('script ') === isScript).length;
  await expect.poll(() => heard(false), { timeout: 30_000 }).toBeGreaterThanOrEqual(60);
  await expect.poll(() => heard(true), { timeout: 20_000 }).toBeGreaterThanOrEqual(15);
  await page.close();
  canary.forget();
});

test('[CH4] a mail’s HTML asks nobody for anything and runs nothing, whatever the hub lets through', async () => {
  test.setTimeout(90_000);
  const { page } = window;
  // As if the hub had cleaned nothing: what is left is the window's own cleaning, and the frame.
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const served: unknown = Reflect.get(globalThis, 'servedMail');
      const isMail = String(input).includes('/api/v1/mail/') && typeof served === 'string';
      return isMail ? Promise.resolve(new Response(served)) : real(input, init);
    };
  });
  await page.reload();
  await expect(mailOf(LURE)).toBeVisible({ timeout: 15_000 });
  expect(REMOTE_LOADS.length).toBeGreaterThanOrEqual(60);
  const frame = mailOf(LURE).locator('iframe');
  for (const [index, group] of documentsOf([...REMOTE_LOADS, ...SCRIPTS]).entries()) {
    const mark = `document-${index}-`;
    const served = `<p>${mark}</p>${group.map(({ name, html }) => html(canary.at(name))).join('\n')}`;
    await page.evaluate((html) => Reflect.set(globalThis, 'servedMail', html), served);
    await shown(LURE, 'html');
    // A document of frames has no words of its own.
    const expected = group.some(({ name }) => name === 'frame') ? /<body[^>]*>/u : new RegExp(mark, 'u');
    await expect(frame, mark).toHaveAttribute('srcdoc', expected);
    await expect(frame, mark).toHaveAttribute('sandbox', 'allow-popups');
    await shown(LURE, 'text');
  }
  await page.waitForTimeout(500);
  expect(canary.heard()).toEqual([]);
  expect(await page.evaluate(() => 'mailRan' in globalThis)).toBe(false);
  await page.evaluate(() => Reflect.deleteProperty(globalThis, 'servedMail'));
});

test('[CH4] nor through the hub’s own door, until its images are asked for, and then the hub alone is asked', async () => {
  const { page, desk } = window;
  const parts = REMOTE_LOADS.filter(({ name }) => !WHOLE.test(name) || /^svg (?:image|use|feImage)/u.test(name));
  const html = parts.map(({ name, html: make }) => `<div>${make(canary.at(`door ${name}`))}</div>`).join('\n');
  await mailCame({ subject: ALL, text: '画像つき', html: `<p>ここから</p>${html}`, remoteImages: parts.length });
  await expect(mailOf(ALL)).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await shown(ALL, 'html');
  const frame = mailOf(ALL).locator('iframe');
  await expect(frame).toHaveAttribute('srcdoc', /ここから/u);
  await expect(mailOf(ALL).getByText(desk.t('mail:blocked_other', { count: parts.length }))).toBeVisible();
  await mailOf(ALL)
    .getByRole('button', { name: desk.t('mail:showImages') })
    .click();
  await expect(mailOf(ALL).getByText(desk.t('mail:imagesShown'))).toBeVisible({ timeout: 20_000 });
  await page.waitForTimeout(500);
  const elsewhere = asked.filter((url) => !url.startsWith(demo.hub.url) && !/^(?:app|blob|data):/u.test(url));
  expect(elsewhere).toEqual([]);
  expect(asked.some((url) => url.includes('/html?images=1'))).toBe(true);
  // The hub fetches from public addresses only, and the canary is on the loopback: it heard of nobody.
  expect(canary.heard()).toEqual([]);
});

test('[DK1] a link in a mail opens nothing by itself: the desktop asks, with the host it really leads to', async () => {
  const { page, desk } = window;
  const subject = '配送状況のお知らせ';
  const html = '<p><a href="https://parcel.tracker.example/a?u=1">https://www.kuronekoyamato.co.jp/</a></p>';
  await mailCame({ subject, text: '配送状況', html, remoteImages: 0 });
  await shown(subject, 'html');
  const link = mailOf(subject).frameLocator('iframe').getByRole('link');
  await expect(link).toContainText('→ parcel.tracker.example');
  await link.click();
  const dialog = desk.dialog(desk.t('mail:link.title'));
  await expect(dialog.getByText('parcel.tracker.example').first()).toBeVisible();
  expect(page.url()).toMatch(/^app:\/\/tsunagi\//u);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(canary.heard()).toEqual([]);
});

test('[CV4] a formatted answer is written, kept as a draft, and sent with its words alone beside it', async () => {
  test.setTimeout(120_000);
  const { page, desk } = window;
  await desk.composer.take.click();
  const field = desk.composer.region.getByRole('textbox', { name: /メール/u });
  await expect(field).toBeEditable({ timeout: 15_000 });
  await expect(desk.composer.region.getByLabel(desk.t('mail:write.subject'))).toHaveValue(/Re: /u);
  await field.click();
  await composeJapanese(page, ['か', 'かわ', '川ぐち'], '川口様');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('Thank you');
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(field.locator('li')).toHaveCount(2);
  expect(post.taken()).toEqual([]);
  const copies = desk.composer.region.getByRole('button', { name: desk.t('mail:write.addCopies') });
  await copies.click();
  const cc = desk.composer.region.getByRole('textbox', { name: /^Cc/u });
  await cc.fill('not an address');
  await cc.press('Enter');
  await expect(desk.composer.region.getByRole('alert')).toBeVisible();
  await cc.fill('taro@example.jp');
  await cc.press('Enter');
  await expect(desk.composer.region.getByText(desk.t('composer:draftSaved'))).toBeVisible();
  expect(await axeFindings(page, 'main article')).toEqual([]);
  expect(await axeFindings(page, `section[aria-label="${desk.t('composer:label')}"]`)).toEqual([]);

  // The draft comes back as it was, formatting and copies with it.
  await page.reload();
  await expect(field.locator('strong')).toHaveText('Thank you', { timeout: 15_000 });
  await expect(field.locator('li')).toHaveCount(2);
  await expect(desk.composer.region.getByText('taro@example.jp')).toBeVisible();
  await field.click();
  // What the customer said counts as seen once it has stood there for a while ([CV3]).
  await page.waitForTimeout(2000);
  await page.keyboard.press('Control+Enter');
  // Whom this thread has never named is asked about, once.
  const asked = desk.composer.region.getByRole('alertdialog', { name: desk.t('composer:address.title') });
  const insist = desk.composer.stale.getByRole('button', { name: desk.t('composer:stale.send') });
  await expect(async () => {
    // On a slow machine it was not there for long enough yet, and is shown once more first.
    if (await insist.isVisible()) await insist.click();
    await expect(asked).toContainText('taro@example.jp', { timeout: 4000 });
  }).toPass({ timeout: 30_000 });
  expect(post.taken()).toEqual([]);
  await asked.getByRole('button', { name: desk.t('composer:address.send') }).click();
  await expect(async () => {
    if (await insist.isVisible()) await insist.click();
    expect(post.taken()).toHaveLength(1);
  }).toPass({ timeout: 40_000 });
  const [mail] = post.taken();
  expect(mail?.text).toContain('川口様\nThank you\n- one\n- two');
  expect(mail?.html).toContain('<strong>Thank you</strong>');
  expect(mail?.html).toMatch(/<ul>.*<li>.*one.*<li>.*two/su);
  expect(mail?.cc?.map(({ address }) => address)).toEqual(['taro@example.jp']);
});

test('[CH3] an answer that cannot leave says why on the thread, and is tried again by hand', async () => {
  test.setTimeout(120_000);
  const { page, desk } = window;
  const { port } = post;
  await post.close();
  const field = desk.composer.region.getByRole('textbox', { name: /メール/u });
  await field.click();
  await page.keyboard.type('still there?');
  await page.keyboard.press('Control+Enter');
  const retry = desk.thread.getByRole('button', { name: desk.t('common:retry') });
  await expect(retry).toBeVisible({ timeout: 40_000 });
  post = await startPost(port);
  await retry.click();
  await expect
    .poll(() => post.taken().map((mail) => mail.text?.includes('still there?')), { timeout: 20_000 })
    .toEqual([true]);
  await expect(retry).toBeHidden();
});

const NEWS = '冬のブレンド、焼き上がりました';
const NEWS_HTML = `<body bgcolor="#f4efe6"><center><table width="560" style="background-color:#fff;border:1px solid #ddd"><tr><td style="padding:24px"><img src="https://img.northroastery.example/bag.png" alt="冬のブレンドの袋" width="500" height="160"><h1 style="color:#7a3b12">${NEWS}</h1><p style="color:#444">ノースロースタリーの冬限定ブレンドを、会員の皆さまに先行してご案内します。深煎りのコクと、柑橘のような余韻が特徴です。</p><p><a href="https://northroastery.example/winter">くわしく見る</a></p></td></tr></table></center></body>`;

test('pictures of an email with blocked images', async () => {
  await mailCame({
    subject: NEWS,
    text: `${NEWS}\n\n会員の皆さまに先行してご案内します。`,
    html: NEWS_HTML,
    remoteImages: 1,
  });
  for (const { locale, theme } of LOOKS) {
    await window.choose({ locale, theme });
    const desk = deskOn(window.page, locale);
    await expect(window.page.locator('html')).toHaveAttribute('lang', locale);
    await expect(window.page.locator('html')).toHaveAttribute('data-theme', theme);
    await mailOf(NEWS)
      .getByRole('button', { name: desk.t('mail:view.html') })
      .click();
    await expect(mailOf(NEWS).frameLocator('iframe').getByText('くわしく見る')).toBeVisible();
    await mailOf(NEWS).evaluate((row) => row.scrollIntoView({ block: 'start' }));
    await window.page.waitForTimeout(300);
    await takePicture(window.page, `email-blocked-images-${theme}-${locale}`);
  }
  await window.choose({ locale: 'ja', theme: 'light' });
});

test('[CH4] what could not be taken in is decided about on its page, by keyboard', async () => {
  await inDatabaseOf(demo.hub, ({ pool }) =>
    pool.query(
      `insert into quarantine (id, reason, detail, summary, raw, content_type, received_at) values
       ($1, 'too_deep', 'nested 80 deep', $2, $3, 'message/rfc822', now())`,
      [
        randomUUID(),
        JSON.stringify({ from: 'a@example.jp', subject: '<b>入れ子</b>' }),
        Buffer.from('From: a@example.jp\n\nx'),
      ],
    ),
  );
  const lead = await demo.windowOf('sanada');
  const { page, desk } = lead;
  await page
    .getByRole('navigation')
    .getByRole('link', { name: desk.t('quarantine:title') })
    .click();
  await expect(page.getByRole('heading', { name: '<b>入れ子</b>' })).toBeVisible();
  await expect(page.locator('pre')).toContainText('From: a@example.jp');
  expect(await axeFindings(page, 'main')).toEqual([]);
  await page.getByRole('listbox').focus();
  await page.getByRole('button', { name: desk.t('quarantine:discard'), exact: true }).press('Enter');
  await expect(page.getByText(desk.t('quarantine:empty'))).toBeVisible();
});
