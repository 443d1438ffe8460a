import { io, type Socket } from 'socket.io-client';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorDownEvents, VisitorUpEvents } from '#shared/wire/socket.ts';

/** The widget's only door to the hub: requests, uploads and the socket. Nothing here throws. */
export type Connection = {
  readonly post: <T>(path: string, body: unknown) => Promise<Answer<T>>;
  readonly get: <T>(path: string, token: string) => Promise<Answer<T>>;
  readonly file: (blobId: string, token: string) => Promise<Blob | null>;
  readonly upload: (
    file: Blob,
    name: string,
    token: string,
    onProgress: (part: number) => void,
  ) => Promise<Answer<Attachment>>;
  /** Closed; it opens at `connect()` with what was put into `auth`, and never by itself. */
  readonly socket: () => VisitorSocket;
};
export type VisitorSocket = Socket<VisitorDownEvents, VisitorUpEvents>;

const UNREACHABLE: Answer<never> = {
  ok: false,
  error: { code: 'hub_unreachable', message: '', retryable: true },
};
const REQUEST_MS = 15_000;
/** A photo over a slow mobile line. */
const UPLOAD_MS = 180_000;

export function connectTo(hub: string): Connection {
  return {
    post: (path, body) =>
      ask(`${hub}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    get: (path, token) => ask(`${hub}${path}`, { headers: { authorization: `Bearer ${token}` } }),
    async file(blobId, token) {
      try {
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(`${hub}/api/v1/blobs/${blobId}`, { headers, credentials: 'omit' });
        return response.ok ? await response.blob() : null;
      } catch {
        return null;
      }
    },
    upload: (file, name, token, onProgress) =>
      upload(`${hub}/api/v1/blobs?name=${encodeURIComponent(name)}`, { file, token, onProgress }),
    socket: () =>
      io(`${hub}/visitor`, {
        autoConnect: false,
        multiplex: false,
        reconnection: false,
        transports: ['websocket'],
        timeout: REQUEST_MS,
      }),
  };
}

async function ask<T>(url: string, init: RequestInit): Promise<Answer<T>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), REQUEST_MS);
  try {
    const response = await fetch(url, { ...init, credentials: 'omit', cache: 'no-store', signal: abort.signal });
    return asAnswer<T>(await response.json());
  } catch {
    return UNREACHABLE;
  } finally {
    clearTimeout(timer);
  }
}

type Upload = { readonly file: Blob; readonly token: string; readonly onProgress: (part: number) => void };

/** By XMLHttpRequest, for `fetch` does not tell how far an upload is. */
function upload(url: string, { file, token, onProgress }: Upload): Promise<Answer<Attachment>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.timeout = UPLOAD_MS;
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      try {
        resolve(asAnswer(JSON.parse(request.responseText)));
      } catch {
        resolve(UNREACHABLE);
      }
    };
    request.onerror = request.ontimeout = request.onabort = () => resolve(UNREACHABLE);
    request.send(file);
  });
}

/** What is not an answer of a hub (a proxy's page, say) is as good as none. */
function asAnswer<T>(body: unknown): Answer<T> {
  if (typeof body !== 'object' || body === null || typeof (body as { ok?: unknown }).ok !== 'boolean')
    return UNREACHABLE;
  return body as Answer<T>;
}
