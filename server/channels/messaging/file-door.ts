import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';

const GOOD_FOR_MS = 7 * 24 * 3_600_000;
const PATH = '/files/sent';
const CONTEXT = 'sent_files';

type SignKey = Pick<Deps, 'vault'>;

/** The signature of a file's address; from the vault, so that every hub of a database makes the same. */
const mac = ({ vault }: SignKey, payload: string): string =>
  createHmac('sha256', vault.keyFor(CONTEXT)).update(payload).digest('base64url');

/**
 * An address under which a provider fetches one file that is being sent: unguessable, for this file alone, good for a week.
 * Null where the outside does not reach the hub.
 */
export function fileAddress(deps: Pick<Deps, 'vault' | 'publicUrl' | 'clock'>, blobId: string): string | null {
  if (deps.publicUrl === null) return null;
  const payload = `${blobId}.${deps.clock.now().getTime() + GOOD_FOR_MS}`;
  return `${deps.publicUrl}${PATH}/${payload}.${mac(deps, payload)}`;
}

/** The address of a plain picture, for where a provider wants a small one beside a large one. */
export const plainPictureAddress = (deps: Pick<Deps, 'publicUrl'>): string | null =>
  deps.publicUrl === null ? null : `${deps.publicUrl}${PATH}/plain.png`;

/** Serves what `fileAddress` names: pictures only, inert, and nothing at all a week later. */
export function serveSentFiles(app: FastifyInstance, deps: Deps): void {
  const open = 'a provider can show no token; the address is signed, for one file and a week';
  app.get<{ Params: { ticket: string } }>(`${PATH}/:ticket`, { config: { open } }, async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'; sandbox");
    if (request.params.ticket === 'plain.png') return reply.type('image/png').send(PLAIN);
    const blobId = readTicket(deps, request.params.ticket);
    const blob = blobId === null ? null : await deps.blobs.facts(blobId);
    const bytes = blob?.mime.startsWith('image/') === true ? await deps.blobs.bytes(blob.id) : null;
    if (blob === null || bytes === null) throw new AppError('not_found');
    return reply.type(blob.mime).header('cache-control', 'private, max-age=3600').send(bytes);
  });
}

function readTicket(deps: Pick<Deps, 'vault' | 'clock'>, ticket: string): string | null {
  const [blobId = '', until = '', given = ''] = ticket.split('.');
  const expected = Buffer.from(mac(deps, `${blobId}.${until}`));
  const said = Buffer.from(given);
  if (said.length !== expected.length || !timingSafeEqual(said, expected)) return null;
  return Number(until) > deps.clock.now().getTime() ? blobId : null;
}

const PLAIN_SIDE = 240;
const PLAIN = plainPicture();

/** A grey square in PNG, made by hand: no picture library for one picture. */
function plainPicture(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(PLAIN_SIDE, 0);
  head.writeUInt32BE(PLAIN_SIDE, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((PLAIN_SIDE + 1) * PLAIN_SIDE, 0xd8);
  for (let y = 0; y < PLAIN_SIDE; y++) rows[y * (PLAIN_SIDE + 1)] = 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
