import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { mailDocument } from '#server/channels/email/html-document.ts';
import { createMailParser } from '#server/channels/email/parse/mail-parser.ts';
import { fetchRemoteImage } from '#server/channels/email/remote-image.ts';
import { takeMail } from '#server/channels/email/take-mail.service.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { mailboxFields } from '#test/support/mailbox.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database);
const { deps } = hub.app;
const agent = await hub.signIn(hub.agents[0]);
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const parser = createMailParser();
afterAll(() => parser.close());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** A server of pictures and of what only says so; keeps what it was asked. */
const asked: IncomingMessage[] = [];
const pictures = createServer((request, response) => {
  asked.push(request);
  if (request.url === '/a.png') response.setHeader('set-cookie', 'id=1').end(PNG);
  else if (request.url === '/svg.png')
    response.setHeader('content-type', 'image/png').end('<svg xmlns="http://www.w3.org/2000/svg"/>');
  else if (request.url === '/to') response.writeHead(302, { location: '/a.png' }).end();
  else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
  else if (request.url === '/big.png') response.end(Buffer.concat([PNG, Buffer.alloc(4 * 1024 * 1024)]));
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
afterAll(() => pictures.close());
const bound = pictures.address();
const base = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;

async function mailWithHtml(html: string) {
  const input = { adapter: 'mailbox', name: 'm', fields: mailboxFields({ imap: { port: 1 }, smtp: { port: 1 } }) };
  const { connectionId } = dataOf(await admin.command('channel:connect', input));
  const raw = [
    'From: a@b.example',
    'Message-ID: <1@b.example>',
    `Subject: ${connectionId}`,
    'Content-Type: multipart/related; boundary=r',
    '',
    '--r',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--r',
    'Content-Type: image/png',
    'Content-ID: <logo@b.example>',
    'Content-Disposition: inline; filename="../../.htaccess"',
    'Content-Transfer-Encoding: base64',
    '',
    PNG.toString('base64'),
    '--r',
    'Content-Type: application/x-msdownload; name="請求書\u202Egpj.exe"',
    'Content-Disposition: attachment',
    '',
    'MZ\u0000\u0001',
    '--r--',
  ].join('\r\n');
  const taken = await takeMail(
    deps,
    await connectionOf(deps, connectionId),
    { raw: Buffer.from(raw), receivedAt: new Date() },
    { parser },
  );
  if (taken.outcome !== 'item') throw new Error(taken.outcome);
  const row = await db
    .selectFrom('timeline_item')
    .select('data')
    .where('id', '=', taken.itemId)
    .executeTakeFirstOrThrow();
  return row.data as {
    attachments: { blobId: string; name: string; mime: string }[];
    email: { html: { blobId: string; remoteImages: number }; rawBlobId: string };
  };
}

describe('the doors of a mail’s HTML', () => {
  it('[CH4] give a document that can load and run nothing, its own images inside', async () => {
    const data = await mailWithHtml(
      `<p onclick="x()">本文</p><img src="cid:logo@b.example"><img src="${base}/a.png" alt="banner"><script>alert(1)</script>`,
    );
    expect(data.email.html.remoteImages).toBe(1);
    const response = await agent.fetch(`/api/v1/mail/${data.email.html.blobId}/html`);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups [^;]*; default-src 'none'; img-src data:;/,
    );
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('x-remote-images')).toBe('1');
    expect(html).toContain('本文');
    expect(html).toContain(`src="data:image/png;base64,${PNG.toString('base64')}"`);
    expect(html).not.toMatch(/<script|onclick| src="http/);
    expect(asked).toHaveLength(0);
  });

  it('[CH4] files are named and typed by what they are, and open as downloads', async () => {
    const data = await mailWithHtml('<p>x</p>');
    expect(data.attachments.map(({ name, mime }) => [name, mime])).toContainEqual([
      '請求書gpj.exe.bin',
      'application/octet-stream',
    ]);
    const raw = await agent.fetch(`/api/v1/blobs/${data.email.rawBlobId}`);
    expect(raw.headers.get('content-disposition')).toMatch(/^attachment/);
    const html = await agent.fetch(`/api/v1/blobs/${data.email.html.blobId}`);
    expect(html.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('open for agents with a token, or by a signed path that lasts ten minutes and fits one document', async () => {
    const { email } = await mailWithHtml('<p>frame</p>');
    const path = `/api/v1/mail/${email.html.blobId}/html`;
    expect((await hub.fetch(path)).status).toBe(401);
    expect((await admin.fetch(path)).status).toBe(403);
    expect((await agent.fetch(`/api/v1/mail/${email.rawBlobId}/html`)).status).toBe(404);
    const asking = await agent.fetch(`/api/v1/mail/${email.html.blobId}/frame`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ images: false }),
    });
    const { data } = (await asking.json()) as { data: { path: string } };
    const framed = await hub.fetch(data.path);
    expect(framed.status).toBe(200);
    expect(await framed.text()).toContain('frame');
    expect((await hub.fetch(`${data.path.slice(0, -2)}xx`)).status).toBe(404);
  });
});

describe('remote images', () => {
  it('[CH4] come through the hub when asked for, without a word on who looks', async () => {
    const { email } = await mailWithHtml(
      `<img src="${base}/a.png"><img src="${base}/svg.png"><img src="${base}/none.png">`,
    );
    asked.length = 0;
    const document = await mailDocument(deps, email.html.blobId, { images: true, access: { allowPrivate: true } });
    expect(document).toMatchObject({ remoteImages: 3, shown: 1 });
    expect(asked).toHaveLength(3);
    for (const { headers } of asked) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
    }
  });

  it('[CH4] are raster images by their bytes, of a sensible size, through few redirects', async () => {
    const access = { allowPrivate: true };
    expect(await fetchRemoteImage(`${base}/to`, access)).toMatch(/^data:image\/png;base64,/);
    for (const path of ['/svg.png', '/loop', '/big.png', '/none']) {
      expect(await fetchRemoteImage(`${base}${path}`, access)).toBeNull();
    }
  });

  it('[CH4] are never fetched from inside our own network, however it is written', async () => {
    const port = new URL(base).port;
    asked.length = 0;
    const hosts = [
      '127.0.0.1',
      'localhost',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '0.0.0.0',
      '[::]',
      '127.0.0.2',
      '10.0.0.1',
      '192.168.0.1',
      '172.16.0.1',
      '169.254.169.254',
      '[fe80::1]',
      '[fd00::1]',
      '100.64.0.1',
    ];
    const results = await Promise.all(hosts.map((host) => fetchRemoteImage(`http://${host}:${port}/a.png`)));
    expect(results).toEqual(hosts.map(() => null));
    for (const address of ['file:///etc/passwd', 'ftp://127.0.0.1/a.png', 'data:image/png;base64,AAAA', 'no address']) {
      expect(await fetchRemoteImage(address)).toBeNull();
    }
    expect(asked).toHaveLength(0);
  });
});
