import { expect, it } from 'vitest';
import { judge, stampForm } from '#server/channels/form/spam-guard.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const { db } = database;
// The guard wants a person's time to write; the hub's clock goes ahead of it instead of waiting.
let ahead = 0;
const SAME_WITHIN_MS = 10 * 60_000;
const clock = { now: () => new Date(systemClock.now().getTime() + ahead) };
const hub = await testHub(database, { clock });
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
dataOf(
  await admin.command('channel:connect', {
    adapter: 'web_form',
    name: 'Inquiries',
    fields: { categories: ['配送', '返品'], origins: ['https://shop.example.com'] },
  }),
);
const { connections } = dataOf(await admin.query('channel.list', {}));
const path = connections[0]?.hookUrl ?? '';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function stamp(): Promise<string> {
  const html = await (await hub.fetch(`${path}?lang=ja`)).text();
  return /name="stamp" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

type Fields = Partial<Record<string, string>>;
async function submit(fields: Fields, files: { name: string; bytes: Buffer }[] = []) {
  const form = new FormData();
  const all: Fields = {
    name: '森 はるか',
    email: 'Haruka@例え.jp',
    message: '届きません',
    website: '',
    stamp: await stamp(),
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) form.set(name, value ?? '');
  for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  ahead += 5000;
  const response = await hub.fetch(`${path}?lang=ja`, { method: 'POST', body: form });
  return { status: response.status, text: await response.text() };
}
const messages = () =>
  db
    .selectFrom('timeline_item')
    .select(['data', 'channel', 'customer_id'])
    .where('kind', '=', 'message')
    .orderBy('received_at')
    .execute();

it('an inquiry opens a conversation on its sender’s thread, with category, order number and files', async () => {
  const { status, text } = await submit({ category: '配送', order: 'W2611340' }, [
    { name: '../../ひび.png', bytes: PNG },
  ]);
  expect(status).toBe(200);
  expect(text).toContain('お問い合わせを受け付けました');
  expect(await messages()).toMatchObject([
    {
      channel: 'form',
      data: {
        text: '届きません',
        subject: '配送',
        attachments: [{ name: 'ひび.png', mime: 'image/png' }],
        form: [
          { label: 'お問い合わせの種類', value: '配送' },
          { label: '注文番号', value: 'W2611340' },
        ],
      },
    },
  ]);
  const point = await db
    .selectFrom('contact_point_link as l')
    .innerJoin('contact_point as p', 'p.id', 'l.contact_point_id')
    .select(['p.value', 'l.verified_by'])
    .executeTakeFirstOrThrow();
  // What a form says of its sender proves nothing ([ID2]).
  expect(point).toEqual({ value: 'haruka@xn--r8jz45g.jp', verified_by: null });
  const blob = await db.selectFrom('blob').select(['customer_id']).executeTakeFirstOrThrow();
  expect(blob.customer_id).not.toBeNull();
});

/** Goes ahead to so many seconds before the turn of the ten minutes that are counted from the full hour on. */
function goBeforeTheTurn(seconds: number): void {
  ahead += 2 * SAME_WITHIN_MS - (clock.now().getTime() % SAME_WITHIN_MS) - seconds * 1000;
}

it.each([
  { when: 'within the same ten minutes', first: 500, second: 450 },
  { when: 'on both sides of their turn', first: 60, second: -60 },
  { when: 'within ten minutes, on both sides of their turn', first: 300, second: -240 },
])('[TL3] pressing twice is one inquiry: $when', async ({ first, second }) => {
  const before = (await messages()).length;
  goBeforeTheTurn(first);
  const message = `二度押し ${first}`;
  await submit({ message });
  ahead += (first - second) * 1000;
  await submit({ message });
  expect(await messages()).toHaveLength(before + 1);
});

it('the same words a quarter of an hour later are another inquiry', async () => {
  const before = (await messages()).length;
  goBeforeTheTurn(300);
  await submit({ message: 'まだ届きません' });
  ahead += 15 * 60_000;
  await submit({ message: 'まだ届きません' });
  expect(await messages()).toHaveLength(before + 2);
});

it('what has to be mended is said beside its field, and nothing that was written is lost', async () => {
  const { status, text } = await submit({ email: 'not an address', message: '<script>alert(1)</script>', name: '' });
  expect(status).toBe(422);
  expect(text).toContain('メールアドレスをご確認ください');
  expect(text).toContain('お名前を入力してください');
  expect(text).toContain('&#60;script&#62;alert(1)');
  expect(text).not.toContain('<script>');
  const wrong = await submit({}, [{ name: 'run.exe', bytes: Buffer.from([0x4d, 0x5a, 0, 1, 2, 3, 255, 254]) }]);
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('run.exe');
  const big = await submit({}, [{ name: 'big.png', bytes: Buffer.concat([PNG, Buffer.alloc(11 * 1024 * 1024)]) }]);
  expect(big.status).toBe(422);
  expect(big.text).toContain('ファイルが大きすぎます');
});

it('[CH4] what a program sends is quarantined and looks the same from outside; a lead lets it in', async () => {
  const before = (await messages()).length;
  const trapped = await submit({ website: 'https://spam.example', message: '罠' });
  const links = await submit({ message: 'https://a https://b https://c https://d https://e https://f' });
  expect([trapped.status, links.status]).toEqual([200, 200]);
  expect(await messages()).toHaveLength(before);
  const kept = await db.selectFrom('quarantine').select(['reason', 'detail']).orderBy('received_at').execute();
  expect(kept).toEqual([
    { reason: 'spam', detail: 'trap' },
    { reason: 'spam', detail: 'links' },
  ]);
});

it('a form that was made up, or is a day old, is asked for again with its text kept', async () => {
  const madeUp = await submit({ stamp: `${Date.now()}.${'0'.repeat(32)}`, message: '残る' });
  expect(madeUp.status).toBe(422);
  expect(madeUp.text).toContain('残る');
  const now = new Date();
  const given = { trap: '', text: 'x' };
  const day = 24 * 60 * 60_000;
  expect(judge('s', { ...given, stamp: stampForm('s', new Date(now.getTime() - day - 1000)) }, now)).toBe('expired');
  expect(judge('s', { ...given, stamp: stampForm('s', new Date(now.getTime() - 1000)) }, now)).toBe('too_fast');
  expect(judge('s', { ...given, stamp: stampForm('other', new Date(now.getTime() - 5000)) }, now)).toBe('expired');
  expect(judge('s', { ...given, stamp: stampForm('s', new Date(now.getTime() - 5000)) }, now)).toBe('ok');
});

it('only the sites that were named may show it inside, and it runs no script', async () => {
  const page = await hub.fetch(`${path}?lang=en`);
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors https://shop.example.com",
  );
  expect(page.headers.get('x-frame-options')).toBeNull();
  expect(await page.text()).toContain('Contact us');
  expect((await hub.fetch('/forms/nobody/')).status).toBe(404);
});
