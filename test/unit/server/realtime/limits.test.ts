import { expect, it } from 'vitest';
import { createAllowance } from '#server/realtime/allowance.ts';
import { isDeskOrigin, isShopOrigin } from '#server/realtime/origins.ts';
import { queuedBytes } from '#server/realtime/slow-clients.ts';

it('an allowance gives its burst at once and refills evenly', () => {
  const allowance = createAllowance(3, 2);
  const take = (at: number, times: number) =>
    Array.from({ length: times }, () => allowance.take(at)).filter(Boolean).length;
  expect(take(0, 5)).toBe(3);
  expect(take(500, 5)).toBe(1);
  expect(take(60_000, 9)).toBe(3);
});

it('[DK1] the desk’s socket opens for the app, the hub’s own pages and programs, and for no other site', () => {
  const from = (origin?: string) => ({
    headers: { host: 'hub.example:4310', ...(origin === undefined ? {} : { origin }) },
  });
  expect(['app://tsunagi', 'http://hub.example:4310', undefined].map((origin) => isDeskOrigin(from(origin)))).toEqual([
    true,
    true,
    true,
  ]);
  for (const origin of ['https://evil.example', 'null', 'app://other', 'http://hub.example', 'file://', '']) {
    expect(isDeskOrigin(from(origin)), origin).toBe(false);
  }
});

it('the visitors’ socket opens for configured shops, and for every site when none is', () => {
  const from = (origin: string) => ({ headers: { host: 'hub.example', origin } });
  const shops = { widgetOrigins: ['https://shop.example'] };
  expect(isShopOrigin(from('https://shop.example'), shops)).toBe(true);
  expect(isShopOrigin(from('https://other.example'), shops)).toBe(false);
  expect(isShopOrigin(from('https://other.example'), { widgetOrigins: [] })).toBe(true);
  expect(isShopOrigin(from('null'), { widgetOrigins: [] })).toBe(false);
});

it('what waits for a slow reader is counted in the engine and in the transport', () => {
  const packets = [{ data: 'x'.repeat(10) }, { data: Buffer.alloc(5) }, {}];
  expect(queuedBytes({ writeBuffer: packets, transport: { socket: { bufferedAmount: 7 } } })).toBe(22);
  expect(queuedBytes({})).toBe(0);
});
