import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A way to one mail's document for as long as a frame needs it: what it shows, and until when. */
export type FrameTicket = { readonly blobId: string; readonly images: boolean; readonly expiresAt: number };

const payloadSchema = z.tuple([z.uuid(), z.boolean(), z.int()]);

/** Unguessable: signed with the hub's key. */
export function writeTicket(key: Buffer, { blobId, images, expiresAt }: FrameTicket): string {
  const payload = Buffer.from(JSON.stringify([blobId, images, expiresAt])).toString('base64url');
  return `${payload}.${macOf(key, payload)}`;
}

/** Null for one that is not ours or too old. */
export function readTicket(key: Buffer, ticket: string, now: number): FrameTicket | null {
  const [payload = '', mac = ''] = ticket.split('.');
  const expected = macOf(key, payload);
  if (mac.length !== expected.length || !timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return null;
  try {
    const [blobId, images, expiresAt] = payloadSchema.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
    );
    return expiresAt < now ? null : { blobId, images, expiresAt };
  } catch {
    return null; // signed, so ours: of another version
  }
}

const macOf = (key: Buffer, payload: string): string =>
  createHmac('sha256', key).update(`frame\n${payload}`).digest('base64url');
