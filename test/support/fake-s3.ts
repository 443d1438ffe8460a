import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll } from 'vitest';

/** A local S3: path addresses, signatures verified by AWS's own rules (SigV4), bodies against the hash they were signed with. */
export type FakeS3 = {
  readonly endpoint: string;
  /** By path, such as `/bucket/blobs/ID`. */
  readonly objects: Map<string, Buffer>;
  /** Requests that were refused, and why. */
  readonly refused: string[];
  /** Answers the next ones like this, before it looks at them. */
  readonly fail: (status: number, times: number) => void;
};

export const S3_KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret/of+the+tests', region: 'ap-northeast-1' };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Why a request is not what its signature says; null when it is. */
function wrongWith(request: IncomingMessage, body: Buffer): string | null {
  const authorization = request.headers.authorization ?? '';
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (parts === null) return 'no signature';
  const [, keyId = '', day = '', region = '', signedHeaders = '', signature = ''] = parts;
  const at = String(request.headers['x-amz-date'] ?? '');
  const bodyHash = String(request.headers['x-amz-content-sha256'] ?? '');
  if (keyId !== S3_KEYS.accessKeyId || region !== S3_KEYS.region || !at.startsWith(day)) return 'another key or region';
  if (bodyHash !== sha256(body)) return 'another body than was signed';
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-content-sha256')) return 'host or body not signed';
  const { pathname, search } = new URL(request.url ?? '', 'http://x');
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [request.method, pathname, search.slice(1), headers, signedHeaders, bodyHash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${S3_KEYS.secretAccessKey}`, day));
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex')) ? null : 'wrong signature';
}

export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  let failing = { status: 500, times: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (failing.times > 0) {
      failing = { ...failing, times: failing.times - 1 };
      response.writeHead(failing.status).end();
      return;
    }
    const wrong = wrongWith(request, body);
    const path = request.url ?? '';
    if (wrong !== null) {
      refused.push(wrong);
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    } else if (request.method === 'PUT') {
      objects.set(path, body);
      response.writeHead(200).end();
    } else if (request.method === 'DELETE') {
      objects.delete(path);
      response.writeHead(204).end();
    } else {
      const found = objects.get(path);
      response.writeHead(found === undefined ? 404 : 200).end(found);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    refused,
    fail(status, times) {
      failing = { status, times };
    },
  };
}
