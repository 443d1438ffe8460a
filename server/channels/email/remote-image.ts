import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { sniff } from '#server/blobs/sniff.ts';

/** What one picture may cost. */
export const IMAGE_LIMITS = { bytes: 3 * 1024 * 1024, pixels: 25_000_000, waitMs: 6000, redirects: 3 } as const;

/** Addresses that a test may reach; no setting leads here. */
export type ImageAccess = { readonly allowPrivate?: boolean };

const RASTER = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/**
 * One remote picture of a mail as a `data:` address, fetched by the hub: without cookies, referrer or anything that tells
 * who looks; from public addresses only, checked when connecting; a raster image by its bytes. Null for anything else.
 */
export async function fetchRemoteImage(address: string, access: ImageAccess = {}): Promise<string | null> {
  const signal = AbortSignal.timeout(IMAGE_LIMITS.waitMs);
  let url = URL.parse(address);
  for (let hop = 0; url !== null && hop <= IMAGE_LIMITS.redirects; hop += 1) {
    const answer = await get(url, access, signal).catch(() => null);
    if (answer === null) return null;
    if (Buffer.isBuffer(answer)) return asDataAddress(answer);
    url = URL.parse(answer.location, url.href);
  }
  return null;
}

function asDataAddress(bytes: Buffer): string | null {
  const kind = sniff(bytes);
  if (kind === null || !RASTER.has(kind.mime)) return null;
  if ((kind.width ?? 0) * (kind.height ?? 0) > IMAGE_LIMITS.pixels) return null;
  return `data:${kind.mime};base64,${bytes.toString('base64')}`;
}

/** The bytes of an answer, or where it leads to. */
function get(
  url: URL,
  { allowPrivate = false }: ImageAccess,
  signal: AbortSignal,
): Promise<Buffer | { location: string } | null> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return Promise.resolve(null);
  const options = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: false, keepAlive: false };
  const isTls = url.protocol === 'https:';
  const agent = isTls ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options);
  const headers = { accept: 'image/png,image/jpeg,image/gif,image/webp', 'user-agent': 'Tsunagi' };
  return new Promise((resolve, reject) => {
    const asked = (isTls ? tlsRequest : plainRequest)(url, { agent, headers, signal, method: 'GET' }, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    asked.on('error', reject).end();
  });
}

async function readAnswer(response: IncomingMessage): Promise<Buffer | { location: string } | null> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    response.destroy();
    return { location: headers.location };
  }
  if (statusCode !== 200 || Number(headers['content-length'] ?? 0) > IMAGE_LIMITS.bytes) {
    response.destroy();
    return null;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > IMAGE_LIMITS.bytes) {
      response.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
