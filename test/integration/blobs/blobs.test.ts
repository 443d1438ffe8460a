import { describe, expect, it } from 'vitest';
import { claimAttachments } from '#server/domains/messages/attachments.service.ts';
import { keepHouse } from '#server/jobs/housekeeping.ts';
import { inWork } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { pngOf } from '#test/support/files.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const clock = fakeClock();
const hub = await testHub(database, { clock });
const { deps, authenticate } = hub.app;
const anna = await hub.signIn(hub.agents[0]);
const ben = await hub.signIn(hub.agents[1]);
type Body = Uint8Array<ArrayBuffer> | string;

async function upload(token: string, body: Body, name = 'a.png', type = 'application/octet-stream') {
  const response = await hub.fetch(`/api/v1/blobs?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body,
  });
  return { status: response.status, answer: (await response.json()) as Answer<Attachment> };
}

async function kept(token: string, body: Body = pngOf(3, 2), name = 'a.png'): Promise<Attachment> {
  const { answer } = await upload(token, body, name);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.data;
}

const open = (token: string, id: string) =>
  hub.fetch(`/api/v1/blobs/${id}`, { headers: { authorization: `Bearer ${token}` } });

async function visitor() {
  const response = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { data } = (await response.json()) as { data: { token: string; customerId: string } };
  return { ...data, pass: await authenticate.visitor(data.token) };
}

describe('keeping a file', () => {
  it('tells what it is by its bytes, whatever it is called', async () => {
    const file = await kept(anna.token, pngOf(3, 2), '../../.htaccess\u202egnp.exe');
    expect(file).toMatchObject({ mime: 'image/png', width: 3, height: 2 });
    expect(file.name).toMatch(/^[^/\\]+\.png$/);
    expect(file.name).not.toMatch(/^\.|\u202e/);
    // Random in all its bits, so that none can be counted from another.
    expect(file.blobId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it('takes PDF and plain text, under names that say so', async () => {
    expect(await kept(anna.token, '%PDF-1.7 …', 'bill.pdf')).toMatchObject({
      mime: 'application/pdf',
      name: 'bill.pdf',
    });
    expect(await kept(anna.token, '<script>alert(1)</script>', 'page.html')).toMatchObject({
      mime: 'text/plain',
      name: 'page.html.txt',
    });
    expect(await kept(anna.token, '{"a":1}', '注文.csv')).toMatchObject({ mime: 'text/plain', name: '注文.csv' });
  });

  it.each([
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0])],
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
    ['nothing', new Uint8Array()],
    ['a PNG without a size', new Uint8Array(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
    ['a PNG of no width', pngOf(0, 1)],
    ['bytes of another alphabet', new Uint8Array([0xff, 0xfe, 0x41, 0x00])],
  ])('refuses %s', async (_what, bytes) => {
    const { status, answer } = await upload(anna.token, bytes);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unsupported_file' } });
    expect(status).toBe(415);
  });

  it('refuses an image that would burst in memory, and a file beyond 15 MB', async () => {
    const bomb = pngOf(1, 1);
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    expect((await upload(anna.token, bomb)).answer).toMatchObject({ error: { code: 'too_large' } });
    const big = await upload(anna.token, new Uint8Array(15 * 1024 * 1024 + 1));
    expect(big.answer).toMatchObject({ error: { code: 'too_large', details: { limit: '15 MB' } } });
  });

  it('is for people who are signed in', async () => {
    expect((await hub.fetch('/api/v1/blobs', { method: 'POST', body: 'x' })).status).toBe(401);
    expect((await upload('tk_nobody', 'x')).status).toBe(401);
  });
});

describe('opening a file', () => {
  it('gives it inert: never run, never guessed at, only images shown', async () => {
    const image = await open(anna.token, (await kept(anna.token)).blobId);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(image.headers.get('content-disposition')).toMatch(/^inline;/);
    const text = await open(anna.token, (await kept(anna.token, '<b>x</b>', "it's 注.html")).blobId);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text.headers.get('content-disposition')).toBe(
      'attachment; filename="file"; filename*=UTF-8\'\'it%27s%20%E6%B3%A8.html.txt',
    );
    for (const { headers } of [image, text]) {
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(pngOf(3, 2));
  });

  it('is for its sender alone until it is sent', async () => {
    const { blobId } = await kept(anna.token);
    expect((await open(anna.token, blobId)).status).toBe(200);
    expect((await open(ben.token, blobId)).status).toBe(404);
    expect((await open((await visitor()).token, blobId)).status).toBe(404);
    expect((await open(anna.token, 'no-id')).status).toBe(404);
  });

  it('[TL5] shows a visitor what they were sent, not a note’s file, not another’s', async () => {
    const mary = await visitor();
    const customer = { id: mary.customerId };
    const conversation = await makeConversation(database.db, {
      customer,
      team: hub.team,
      session: { contact_point_id: mary.pass.contactPointId },
    });
    const at = { conversationId: conversation.id, sessionId: conversation.sessionId };
    const [sent, noted] = [await kept(anna.token), await kept(anna.token)];
    await inWork(deps, (work) =>
      claimAttachments(work, { role: 'agent', id: anna.agent.id }, [sent, noted], customer.id),
    );
    await makeItem(deps, customer, { ...at, direction: 'out', data: { text: '', attachments: [sent] } });
    await makeItem<'note'>(deps, customer, {
      ...at,
      kind: 'note',
      visibility: 'internal',
      data: { text: 'x', attachments: [noted] },
    });
    expect((await open(mary.token, sent.blobId)).status).toBe(200);
    expect((await open(mary.token, noted.blobId)).status).toBe(404);
    expect((await open((await visitor()).token, sent.blobId)).status).toBe(404);
    expect((await open(ben.token, noted.blobId)).status).toBe(200);
  });
});

describe('sending a file', () => {
  const claim = (agentId: string, ids: string[], customerId: string) =>
    inWork(deps, (work) =>
      claimAttachments(
        work,
        { role: 'agent', id: agentId },
        ids.map((blobId) => ({ blobId })),
        customerId,
      ),
    );

  it('binds it to the customer, and only its sender’s, and only to one', async () => {
    const [one, two] = [await makeCustomer(database.db), await makeCustomer(database.db)];
    const { blobId } = await kept(anna.token);
    await expect(claim(ben.agent.id, [blobId], one.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await claim(anna.agent.id, [blobId], one.id)).toMatchObject([{ blobId, mime: 'image/png' }]);
    await claim(anna.agent.id, [blobId], one.id);
    await expect(claim(anna.agent.id, [blobId], two.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[CV4] keeps what was never sent for a day, and longer while a draft holds it', async () => {
    const customer = await makeCustomer(database.db);
    const conversation = await makeConversation(database.db, { customer, team: hub.team, owner: hub.agents[0] });
    const [left, drafted] = [await kept(anna.token), await kept(anna.token)];
    await anna.command('draft:save', {
      conversationId: conversation.id,
      mode: 'reply',
      text: 'x',
      attachments: [drafted],
      revision: 1,
    });
    clock.advance(25 * 3_600_000);
    await keepHouse(deps);
    const later = await hub.signIn(hub.agents[0]);
    expect((await open(later.token, left.blobId)).status).toBe(404);
    expect((await open(later.token, drafted.blobId)).status).toBe(200);
  });
});
