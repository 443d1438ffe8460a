import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import { askingOf } from '#server/http/guard.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { asAttachment, type BlobFacts, type BlobStore } from './blob-store.ts';
import { isInVisitorsChat } from './blobs.repository.ts';
import { safeFileName } from './file-name.ts';
import { ACCEPTED_FILES, sniff } from './sniff.ts';

export const BLOB_LIMIT = 15 * 1024 * 1024;
/** An image of more is a bomb for whoever draws it. */
const MOST_PIXELS = 60_000_000;
const A_MINUTE = 30;

const upload = z.object({ name: z.string().max(500).default('') });
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Attachments: stored under a random id, opened through rights alone, inert wherever they are shown. */
export async function serveBlobs(app: FastifyInstance, store: BlobStore, db: ReadDb): Promise<void> {
  await app.register((scope, _options, done) => {
    // A file is bytes, whatever it says it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, taken) => taken(null, body));
    const rateLimit = {
      max: A_MINUTE,
      keyGenerator: (request: FastifyRequest) => request.asking?.actor.id ?? request.ip,
    };
    const config = { action: 'blob.write', askers: ['agent', 'visitor'], rateLimit } as const;
    scope.post('/api/v1/blobs', { bodyLimit: BLOB_LIMIT, config }, async (request, reply) => {
      reply.header('cross-origin-resource-policy', 'cross-origin');
      return { ok: true, data: await keep(store, request) } satisfies Answer<Attachment>;
    });
    done();
  });

  const config = { action: 'blob.read', askers: ['agent', 'visitor'] } as const;
  app.get<{ Params: { id: string } }>('/api/v1/blobs/:id', { config }, async (request, reply) => {
    if (!z.uuid().safeParse(request.params.id).success) throw new AppError('not_found');
    const blob = await store.facts(request.params.id);
    if (blob === null || !(await mayOpen(db, request, blob))) throw new AppError('not_found');
    const bytes = await store.bytes(blob.id);
    if (bytes === null) throw new AppError('not_found');
    return sendPart(sendInert(reply, blob), bytes, request.headers.range);
  });
}

async function keep(store: BlobStore, request: FastifyRequest): Promise<Attachment> {
  const { actor } = askingOf(request);
  const { name } = upload.catch({ name: '' }).parse(request.query);
  const bytes = request.body;
  if (!Buffer.isBuffer(bytes)) throw new AppError('unsupported_file', { details: { expected: ACCEPTED_FILES } });
  const kind = sniff(bytes);
  if (kind === null) throw new AppError('unsupported_file', { details: { expected: ACCEPTED_FILES } });
  const { width = null, height = null } = kind;
  if ((width ?? 0) * (height ?? 0) > MOST_PIXELS) {
    throw new AppError('too_large', { details: { limit: `${MOST_PIXELS / 1_000_000} Mpx` } });
  }
  const blob: BlobFacts = {
    // Version 4 and not 7: all of it is random, so that nobody finds one by counting.
    id: randomUUID(),
    ownerType: actor.role === 'visitor' ? 'visitor' : 'agent',
    ownerId: actor.id,
    customerId: null,
    name: safeFileName(name, kind.extensions),
    mime: kind.mime,
    size: bytes.length,
    width,
    height,
  };
  await store.put(blob, bytes);
  return asAttachment(blob);
}

/** Agents open what stands on a thread; before it was sent, and for visitors, only one's own or what one was sent. */
async function mayOpen(db: ReadDb, request: FastifyRequest, blob: BlobFacts): Promise<boolean> {
  const { actor } = askingOf(request);
  if (blob.ownerId === actor.id && (blob.ownerType === 'visitor') === (actor.role === 'visitor')) return true;
  if (request.visitorPass !== null) return isInVisitorsChat(db, blob.id, request.visitorPass.contactPointId);
  return blob.customerId !== null;
}

function sendInert(reply: FastifyReply, blob: BlobFacts): FastifyReply {
  const disposition = inlineTypes.has(blob.mime) ? 'inline' : 'attachment';
  const type = blob.mime === 'text/plain' ? 'text/plain; charset=utf-8' : blob.mime;
  return reply
    .type(type)
    .header('content-disposition', `${disposition}; filename="file"; filename*=UTF-8''${encodeName(blob.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'private, max-age=86400, immutable');
}

/** The bytes asked for, so that audio can be sought in (one range, RFC 9110; anything else is answered with the whole). */
function sendPart(reply: FastifyReply, bytes: Buffer, range: string | undefined): FastifyReply {
  reply.header('accept-ranges', 'bytes');
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  const [, first = '', last = ''] = asked ?? [];
  if (asked === null || (first === '' && last === '')) return reply.send(bytes);
  const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
  if (from > to || from >= bytes.length) {
    return reply.status(416).header('content-range', `bytes */${bytes.length}`).send();
  }
  reply.status(206).header('content-range', `bytes ${from}-${to}/${bytes.length}`);
  return reply.send(bytes.subarray(from, to + 1));
}

/** RFC 8187: what encodeURIComponent leaves as it is but that grammar does not. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
