import type { Attachment } from '#shared/domain/item-data.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import { HubError, wireError } from './hub-error.ts';

export type Tokens = {
  /** The access token of now. `force` asks for another, as the hub did not take this one. Throws HubError. */
  readonly token: (force?: boolean) => Promise<string>;
};

type Parts = {
  /** Without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: () => Promise<string>;
  readonly session: Tokens;
  readonly locale: () => 'ja' | 'en';
  readonly fetch?: typeof fetch;
};

/** The hub over HTTP: queries, files. */
export type HubHttp = {
  readonly ask: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<QueryOutput<N>>;
  /** Gives a command; the same id again has no second effect ([SY2]). */
  readonly give: <N extends AgentCommandName>(
    name: N,
    input: CommandInput<N>,
    id: string,
  ) => Promise<Answer<CommandOutput<N>>>;
  readonly upload: (file: File) => Promise<Answer<Attachment>>;
  readonly readBlob: (blobId: string) => Promise<Blob>;
  /** A mail's HTML as the hub cleaned it; with `images`, those that lie elsewhere are in it, fetched by the hub. */
  readonly readMail: (blobId: string, images: boolean) => Promise<string>;
  /** Without being signed in: by login and a code of an administrator. */
  readonly setPassword: (login: string, code: string, password: string) => Promise<Answer<unknown>>;
};

const TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** Everything carries the access token; one that has run out is renewed once, and the request sent again. */
export function createHubHttp({ baseUrl, session, locale, fetch: send = fetch }: Parts): HubHttp {
  async function request(path: string, init: RequestInit, timeoutMs: number): Promise<Response> {
    const response = await once(path, init, timeoutMs, false);
    return response.status === 401 ? once(path, init, timeoutMs, true) : response;
  }

  async function once(path: string, init: RequestInit, timeoutMs: number, force: boolean): Promise<Response> {
    const base = await baseUrl();
    const token = await session.token(force);
    const headers = { authorization: `Bearer ${token}`, 'accept-language': locale(), ...init.headers };
    try {
      return await send(`${base}${path}`, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      throw new HubError(wireError('hub_unreachable', locale(), { where: base === '' ? location.origin : base }), {
        cause: error,
      });
    }
  }

  async function answer<T>(response: Response): Promise<Answer<T>> {
    try {
      return (await response.json()) as Answer<T>;
    } catch (error) {
      // A proxy's page, or a hub that died in the middle of its answer.
      throw new HubError(wireError('unavailable', locale()), { cause: error });
    }
  }

  return {
    async ask(name, input) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ input }) };
      const answered = await answer<QueryOutput<typeof name>>(
        await request(`/api/v1/queries/${name}`, init, TIMEOUT_MS),
      );
      if (!answered.ok) throw new HubError(answered.error);
      return answered.data;
    },
    async give(name, input, id) {
      const body = JSON.stringify({ id, input });
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      try {
        return await answer(await request(`/api/v1/commands/${name}`, init, TIMEOUT_MS));
      } catch (error) {
        if (error instanceof HubError) return { ok: false, error: error.wire };
        throw error;
      }
    },
    async upload(file) {
      const init = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file };
      try {
        const response = await request(`/api/v1/blobs?name=${encodeURIComponent(file.name)}`, init, UPLOAD_TIMEOUT_MS);
        return await answer<Attachment>(response);
      } catch (error) {
        if (error instanceof HubError) return { ok: false, error: error.wire };
        throw error;
      }
    },
    async readBlob(blobId) {
      const response = await request(`/api/v1/blobs/${blobId}`, {}, UPLOAD_TIMEOUT_MS);
      if (response.ok) return response.blob();
      const answered = await answer(response);
      throw new HubError(answered.ok ? wireError('not_found', locale()) : answered.error);
    },
    async setPassword(login, code, password) {
      const base = await baseUrl();
      const headers = { 'content-type': 'application/json', 'accept-language': locale() };
      const body = JSON.stringify({ login, code, password });
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      try {
        return await answer(await send(`${base}/api/v1/auth/password`, { method: 'POST', headers, body, signal }));
      } catch (error) {
        if (error instanceof HubError) return { ok: false, error: error.wire };
        return { ok: false, error: wireError('hub_unreachable', locale(), { where: base || location.origin }) };
      }
    },
    async readMail(blobId, images) {
      const path = `/api/v1/mail/${blobId}/html${images ? '?images=1' : ''}`;
      const response = await request(path, {}, UPLOAD_TIMEOUT_MS);
      if (response.ok) return response.text();
      const answered = await answer(response);
      throw new HubError(answered.ok ? wireError('not_found', locale()) : answered.error);
    },
  };
}
