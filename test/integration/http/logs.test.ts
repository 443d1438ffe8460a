import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from '#server/observability/logger.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testHub } from '#test/support/hub.ts';

const lines: string[] = [];
const kept = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});
const database = await testDatabase();
const hub = await testHub(database, { logger: createLogger('debug', kept), work: true });
const anna = await hub.signIn(hub.agents[0]);

/** Strings that stand for people's data; none may turn up in a log, whatever is asked and however it fails. */
const CANARY = 'canary-7f3a';
const log = () => lines.join('');

describe('the log', () => {
  it('[PR4] has ids and figures, and nothing that anybody said, typed or is', async () => {
    const customer = await makeCustomer(database.db, [{ kind: 'email', value: `${CANARY}@example.com` }], {
      name: CANARY,
    });
    await anna.query('customer.open', { customerId: customer.id, reason: CANARY });
    await anna.query('search', { text: CANARY });
    await anna.command('note:add', { customerId: customer.id, text: `${CANARY} 090-1234-5678` });
    await anna.command('note:add', { customerId: CANARY, text: CANARY });
    await hub.fetch(`/${CANARY}?q=${CANARY}`, { headers: { 'user-agent': CANARY, cookie: `a=${CANARY}` } });
    const post = (path: string, body: string) =>
      hub.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await post('/api/v1/auth/login', JSON.stringify({ login: CANARY, password: CANARY, client: 'desktop' }));
    await post('/api/v1/auth/refresh', JSON.stringify({ refreshToken: CANARY }));
    await post('/api/v1/visitor/session', `{"identity": "${CANARY}", `);
    await anna.fetch(`/api/v1/blobs?name=${CANARY}.txt`, { method: 'POST', body: CANARY });

    expect(log()).toContain('"route":"/api/v1/queries/:name"');
    expect(log()).not.toContain(CANARY);
    expect(log()).not.toContain(anna.token);
    expect(log()).not.toContain(anna.refreshToken);
    const ofRequests = lines.filter((line) => line.includes('reqId')).join('');
    expect(ofRequests).not.toContain('127.0.0.1');
  });

  it('[PR4] tells of a fault where it was, not what the database quoted', async () => {
    await database.pool.query(`alter table saved_reply rename column in_use to in_use_${CANARY.replace('-', '_')}`);
    const answer = await anna.query('me', {});
    await database.pool.query(`alter table saved_reply rename column in_use_${CANARY.replace('-', '_')} to in_use`);
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', retryable: true } });
    const fault = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find((line) => line['msg'] === 'fault');
    expect(fault).toMatchObject({ level: 50, err: { code: '42703' } });
    expect(JSON.stringify(answer)).toContain(String(fault?.['reference']));
    expect(log()).not.toContain('canary');
  });

  it('[PR4] does not write fields that carry secrets, wherever they stand', () => {
    createLogger('info', kept).info({ token: CANARY, deep: { password: CANARY, more: { text: CANARY } } }, 'x');
    expect(log()).not.toContain(CANARY);
  });
});
