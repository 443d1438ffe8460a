import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const anna = await hub.signIn(hub.agents[0]);

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await anna.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
    body,
  });
  return {
    status: response.status,
    answer: (await response.json()) as { ok: boolean; error: Record<string, unknown> },
  };
}

describe('bad input', () => {
  it('says where JSON is malformed, and nothing of what it says', async () => {
    const { status, answer } = await post(
      '/api/v1/commands/note:add',
      '{"id": "x",\n  "input": {"text": "secret words" ]}',
    );
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code: 'malformed', retryable: false });
    expect(answer.error['message']).toContain('line 2');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('refuses what is not UTF-8, empty, or would change what objects inherit', async () => {
    expect((await post('/api/v1/queries/me', new Uint8Array([0x22, 0xff, 0x22]))).answer.error['code']).toBe(
      'malformed',
    );
    expect((await post('/api/v1/queries/me', '')).answer.error['code']).toBe('malformed');
    expect((await post('/api/v1/queries/me', '{"__proto__": {"a": 1}}')).answer.error['code']).toBe('malformed');
    expect((await post('/api/v1/queries/me', 'a=b', { 'content-type': 'text/plain' })).answer.error['code']).toBe(
      'malformed',
    );
  });

  it('answers a 10 MB message with the limit', async () => {
    const body = JSON.stringify({ id: 'x', input: { text: 'あ'.repeat(3_500_000) } });
    const { status, answer } = await post('/api/v1/commands/note:add', body);
    expect(status).toBe(413);
    expect(answer.error).toMatchObject({ code: 'too_large', details: { limit: '1 MB' } });
  });

  it('names the fields that are wrong without their values', async () => {
    const bad = { id: '0198c0de-0000-7000-8000-000000000001', input: { customerId: 'no-uuid-canary', text: 'x' } };
    const { status, answer } = await post('/api/v1/commands/note:add', JSON.stringify(bad));
    expect(status).toBe(400);
    expect(answer.error['code']).toBe('invalid');
    expect(JSON.stringify(answer)).toContain('customerId');
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it('knows no other command, query, path or method', async () => {
    const id = '0198c0de-0000-7000-8000-000000000002';
    expect((await post('/api/v1/commands/no:such', JSON.stringify({ id, input: {} }))).answer.error['code']).toBe(
      'unknown_command',
    );
    expect((await post('/api/v1/queries/toString', '{}')).answer.error['code']).toBe('unknown_command');
    for (const init of [{}, { method: 'DELETE' }]) {
      const response = await hub.fetch('/api/v1/nowhere', init);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
  });

  it('words errors in the language that is asked for, and the signed-in person’s own', async () => {
    const ask = async (language: string) => {
      const response = await hub.fetch('/nowhere', { headers: { 'accept-language': language } });
      return ((await response.json()) as { error: { message: string } }).error.message;
    };
    expect(await ask('ja-JP,ja;q=0.9,en;q=0.8')).toMatch(/見つかりません/);
    expect(await ask('fr, en;q=0.4, ja;q=0.1')).toMatch(/^Not found/);
    expect(await ask('en;q=0, ja')).toMatch(/見つかりません/);
    expect(await ask('zh')).toMatch(/^Not found/);
    // The agent reads Japanese, whatever the browser says.
    const { answer } = await post('/api/v1/queries/no.such', '{}');
    expect(answer.error['message']).toMatch(/操作はありません/);
  });

  it('survives a request that is no HTTP', async () => {
    const { port } = new URL(hub.url);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
      let all = '';
      socket.on('data', (chunk) => {
        all += chunk.toString();
      });
      socket.on('close', () => resolve(all));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400/);
    expect((await hub.fetch('/healthz')).status).toBe(200);
  });
});
