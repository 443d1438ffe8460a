import { createHmac, timingSafeEqual } from 'node:crypto';

/** A person needs longer than this to write; a page that stood open longer than that is fetched anew. In milliseconds. */
const LEAST_MS = 2500;
const MOST_MS = 24 * 60 * 60_000;
/** Customers send a link or two, to their order or a photo. */
const MOST_LINKS = 5;

/** When a form was fetched, signed, so that it can not be made up: `MILLISECONDS.HEX`. */
export function stampForm(secret: string | Buffer, at: Date): string {
  const time = String(at.getTime());
  return `${time}.${mac(secret, time)}`;
}

const mac = (secret: string | Buffer, time: string): string =>
  createHmac('sha256', secret).update(`form ${time}`).digest('hex').slice(0, 32);

export type SpamVerdict = 'ok' | 'expired' | 'too_fast' | 'trap' | 'links';

type Given = { readonly stamp: string; readonly trap: string; readonly text: string };

/**
 * What a submission looks like: `expired` is asked for once more; the others are what programs do, and are quarantined
 * rather than dropped, for now and then it is a person.
 */
export function judge(secret: string | Buffer, { stamp, trap, text }: Given, now: Date): SpamVerdict {
  const [time = '', given = ''] = stamp.split('.');
  const expected = Buffer.from(mac(secret, time));
  const bytes = Buffer.from(given);
  if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) return 'expired';
  const age = now.getTime() - Number(time);
  if (age > MOST_MS) return 'expired';
  if (trap !== '') return 'trap';
  if (age < LEAST_MS) return 'too_fast';
  return (text.match(/https?:\/\//gi)?.length ?? 0) > MOST_LINKS ? 'links' : 'ok';
}
