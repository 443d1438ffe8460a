import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '#server/deps.ts';
import { emailKey } from './email-keys.ts';

/** Marks a mail with which the hub tries a mailbox, so that its own reader knows it; nobody else can make one. */
export async function testMark(deps: Pick<Deps, 'db' | 'vault' | 'clock'>, id: string): Promise<string> {
  return `${id}.${macOf(await emailKey(deps, 'test'), id)}`;
}

export async function isOwnTest(deps: Pick<Deps, 'db' | 'vault' | 'clock'>, mark: string): Promise<boolean> {
  const [id = '', mac = ''] = mark.trim().split('.');
  const expected = macOf(await emailKey(deps, 'test'), id);
  return mac.length === expected.length && timingSafeEqual(Buffer.from(mac), Buffer.from(expected));
}

const macOf = (key: Buffer, id: string): string => createHmac('sha256', key).update(`test\n${id}`).digest('hex');
