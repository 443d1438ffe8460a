import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { emailKey } from './email-keys.ts';
import { readTicket, writeTicket } from './frame-ticket.ts';
import { DOCUMENT_POLICY, type MailDocument, mailDocument } from './html-document.ts';

const TICKET_MS = 10 * 60_000;

type ById = { Params: { blobId: string } };

/**
 * The doors through which a mail's HTML is shown ([CH4]). `:blobId` is `data.email.html.blobId` of a message item.
 *
 * `GET /api/v1/mail/:blobId/html` (an agent's bearer token; `?images=1` with remote images) answers the whole document as
 * `text/html`, sanitised, for a frame of the desk. Its own policy is in its header:
 * `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';
 * base-uri 'none'; form-action 'none'`. It has no script, and no address that would be loaded: inline images (cid) are put
 * in as `data:`, and so are remote ones when they were asked for, fetched by the hub without cookies and referrer, raster
 * images by their bytes only, limited in number, size and time. What is left out shows its alternative text in a box.
 * `x-remote-images: N` says how many remote images the document has; `x-remote-images-shown: M` how many are in it.
 *
 * `POST /api/v1/mail/:blobId/frame` (an agent's bearer token; body `{ "images": boolean }`) answers
 * `{ ok: true, data: { path, expiresAt } }`: a path of the hub, good for ten minutes and for this document alone, that
 * needs no header, for `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src={hub + path}>`. The page's policy
 * has to allow the hub's origin as `frame-src`. (A `srcdoc` or `blob:` frame inherits the page's policy, which refuses
 * inline styles, and `srcdoc` is a sink of Trusted Types.) Answers there carry no `x-frame-options`.
 *
 * Links are `target="_blank" rel="noopener noreferrer nofollow"` and lead to http, https, mailto or tel only. Colours are
 * the mail's own: show the frame on white in both themes. Errors: `not_found` for a blob that is no mail's HTML or stands on
 * no thread.
 */
export function serveMailHtml(app: FastifyInstance, deps: Deps): void {
  const config = { action: 'blob.read', askers: ['agent'] } as const;
  app.get<ById>('/api/v1/mail/:blobId/html', { config }, async (request, reply) => {
    const images = z.object({ images: z.literal('1') }).safeParse(request.query).success;
    return send(reply, await mailDocument(deps, idOf(request.params.blobId), { images }));
  });

  app.post<ById>('/api/v1/mail/:blobId/frame', { config }, async (request) => {
    const { images } = z
      .object({ images: z.boolean().default(false) })
      .catch({ images: false })
      .parse(request.body ?? {});
    const expiresAt = deps.clock.now().getTime() + TICKET_MS;
    const blobId = idOf(request.params.blobId);
    const ticket = writeTicket(await emailKey(deps, 'frame'), { blobId, images, expiresAt });
    const data = { path: `/api/v1/mail/frames/${ticket}`, expiresAt: new Date(expiresAt).toISOString() };
    return { ok: true, data } satisfies Answer<{ path: string; expiresAt: string }>;
  });

  const open = 'a frame can show no token; the path is signed, for one document and ten minutes';
  app.get<{ Params: { ticket: string } }>(
    '/api/v1/mail/frames/:ticket',
    { config: { open } },
    async (request, reply) => {
      const key = await emailKey(deps, 'frame');
      const ticket = readTicket(key, request.params.ticket, deps.clock.now().getTime());
      if (ticket === null) throw new AppError('not_found');
      return send(reply, await mailDocument(deps, ticket.blobId, { images: ticket.images }));
    },
  );
}

function idOf(given: string): string {
  const id = z.uuid().safeParse(given);
  if (!id.success) throw new AppError('not_found');
  return id.data;
}

function send(reply: FastifyReply, document: MailDocument): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .removeHeader('x-frame-options')
    .header('content-security-policy', DOCUMENT_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'private, no-store')
    .header('x-remote-images', String(document.remoteImages))
    .header('x-remote-images-shown', String(document.shown))
    .send(document.html);
}
