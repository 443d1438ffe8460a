import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { checkProxy } from '#server/cli/doctor/check-proxy.ts';
import { checkTls } from '#server/cli/doctor/check-tls.ts';
import { readTls, renewTls } from '#server/http/tls.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';
import { livedTime } from '#test/support/lived-time.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const database = await testDatabase();

/** A certificate of its own, for the loopback and `hub.example.test`. */
async function makeCertificate(folder: string, days = 30, subject = '/CN=first') {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const names = 'subjectAltName=DNS:hub.example.test,DNS:localhost,IP:127.0.0.1';
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    String(days),
  ];
  await promisify(execFile)('openssl', [
    ...args,
    '-keyout',
    files.key,
    '-out',
    files.cert,
    '-subj',
    subject,
    '-addext',
    names,
  ]);
  return files;
}

function get(url: string, ca: string): Promise<{ status: number | undefined; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request(url, { ca }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, headers: answer.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** Whom the hub says it is, to a connection of now. */
function subjectAt(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket: TLSSocket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.end();
    });
    socket.on('error', reject);
  });
}

it('the hub speaks https on both transports, takes a renewed certificate over, and stops at once', async () => {
  const folder = await tempDir();
  const files = await makeCertificate(folder);
  const hub = await testHub(database, { tls: files });
  const ca = await readFile(files.cert, 'utf8');
  expect(hub.url).toMatch(/^https:/);
  const answer = await get(`${hub.url}/healthz`, ca);
  expect(answer.status).toBe(200);
  expect(answer.headers['strict-transport-security']).toContain('max-age');

  const { token } = await hub.signIn(hub.agents[0]);
  const socket = io(`${hub.url}/agent`, {
    transports: ['websocket'],
    auth: { token, version: WIRE_VERSION },
    ca,
  } as never);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  socket.disconnect();

  const stop = renewTls(hub.app.http, files, pino({ level: 'silent' }), 50);
  expect(await subjectAt(hub.url)).toBe('first');
  await makeCertificate(folder, 30, '/CN=second');
  await expect.poll(() => subjectAt(hub.url), { timeout: 20_000 }).toBe('second');
  stop();

  // A browser opens connections in advance, and says nothing on them.
  const { hostname, port } = new URL(hub.url);
  const silent = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await new Promise((resolve) => silent.once('secureConnect', resolve));
  silent.on('error', () => undefined);
  const time = livedTime();
  onTestFinished(time.stop);
  await hub.close();
  expect(time.now()).toBeLessThan(5000);
});

it('doctor reads the certificate: whose name, whose key, how long', async () => {
  const files = await makeCertificate(await tempDir());
  const now = new Date();
  const check = (publicUrl: string | undefined, at = now) => checkTls({ tls: files, publicUrl }, at);
  expect(await check('https://hub.example.test')).toMatchObject([{ state: 'ok' }]);
  expect(await check('https://other.example.test')).toMatchObject([{ state: 'missing' }]);
  expect(await check(undefined, new Date(now.getTime() + 20 * 86_400_000))).toMatchObject([{ state: 'warning' }]);
  expect(await check(undefined, new Date(now.getTime() + 40 * 86_400_000))).toMatchObject([{ state: 'missing' }]);
  const others = await makeCertificate(await tempDir());
  await expect(readTls({ cert: files.cert, key: others.key })).rejects.toMatchObject({
    code: 'bad_config',
    details: { setting: 'TSUNAGI_TLS_KEY' },
  });
});

it.each([
  [{ host: '127.0.0.1', trustProxy: false, publicUrl: undefined }, ['ok']],
  [{ host: '0.0.0.0', trustProxy: false, publicUrl: undefined }, ['warning']],
  [{ host: '0.0.0.0', trustProxy: true, publicUrl: 'https://hub.example.test' }, ['ok', 'warning']],
  [{ host: '10.0.0.2', trustProxy: ['10.0.0.5'], publicUrl: 'https://hub.example.test' }, ['ok', 'ok']],
  [{ host: '127.0.0.1', trustProxy: false, publicUrl: 'https://hub.example.test' }, ['ok', 'warning']],
] as const)('doctor says of %j: encryption and proxy are %j', (config, states) => {
  expect(checkProxy({ tls: undefined, ...config }).map(({ state }) => state)).toEqual(states);
});
