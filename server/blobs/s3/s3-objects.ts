import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';

/** Where an S3-compatible store is, and how the hub may use it. */
export type S3Settings = {
  /** Without a slash at the end, such as `https://s3.ap-northeast-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** Objects of one bucket, addressed by path. Each act throws when the store refuses or does not answer in time. */
export type S3Objects = {
  /** Kept when it resolves. */
  readonly put: (key: string, bytes: Buffer) => Promise<void>;
  /** Null when there is none. Reads no more than `most` bytes; a longer object is an error. */
  readonly get: (key: string, most: number) => Promise<Buffer | null>;
  /** Removing what is not there is done too. */
  readonly remove: (key: string) => Promise<void>;
};

const TIMEOUT_MS = 30_000;
const PREFIX = 'blobs';

/** Every request is signed (SigV4), its body too; redirects are not followed, for they would carry it elsewhere. */
export function s3Objects({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): S3Objects {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2, initRetryMs: 200 });
  const urlOf = (key: string): string => `${endpoint}/${bucket}/${PREFIX}/${key}`;

  async function ask(method: 'GET' | 'PUT' | 'DELETE', key: string, bytes?: Buffer): Promise<Response> {
    const body = bytes === undefined ? {} : { body: new Uint8Array(bytes) };
    const headers = {
      'x-amz-content-sha256': createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
      ...(bytes !== undefined && { 'content-type': 'application/octet-stream' }),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return client.fetch(urlOf(key), { method, headers, redirect: 'error', signal, ...body });
  }

  return {
    async put(key, bytes) {
      const response = await ask('PUT', key, bytes);
      await response.arrayBuffer();
      if (!response.ok) throw refusal('PUT', response);
    },
    async get(key, most) {
      const response = await ask('GET', key);
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok || response.body === null) throw refusal('GET', response);
      return readAtMost(response.body, most);
    },
    async remove(key) {
      const response = await ask('DELETE', key);
      await response.arrayBuffer();
      if (!response.ok && response.status !== 404) throw refusal('DELETE', response);
    },
  };
}

const refusal = (method: string, { status }: Response): Error =>
  new Error(`the object store answered ${status} to ${method}`);

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) throw new Error(`the object store gave more than the ${most} bytes that were kept`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
