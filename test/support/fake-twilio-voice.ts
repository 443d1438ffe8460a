import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { twilioSignature } from '#server/channels/twilio-signature.ts';

export const TWILIO_ACCOUNT = 'AC00000000000000000000000000000001';
export const TWILIO_TOKEN = 'test-twilio-token';

/** What the server does with its next requests instead of what it should. */
export type Misbehaviour = { status: number; retryAfter?: number } | 'timeout' | 'malformed';

export type FakeLeg = {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly url: string;
  readonly statusCallback: string;
  state: 'queued' | 'in-progress' | 'completed';
};

type Asked = { readonly method: string; readonly path: string; readonly form: Record<string, string> };

const sid = (prefix: string): string => `${prefix}${randomBytes(16).toString('hex')}`;

/**
 * A telephone provider of Twilio's shape: its REST API with authentication, and its webhooks, signed. It dials nobody:
 * the test says who answers. `publicUrl` is what the hub is configured with there, `hubUrl` where it listens.
 */
export async function fakeTwilioVoice(site: () => { publicUrl: string; hubUrl: string; token: string }) {
  const legs = new Map<string, FakeLeg>();
  const asked: Asked[] = [];
  const held = new Map<string, boolean>();
  const misbehave: Misbehaviour[] = [];
  let recording: Buffer = Buffer.from('ID3-not-really-music');

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
    const path = request.url ?? '';
    asked.push({ method: request.method ?? '', path, form });
    const expected = `Basic ${Buffer.from(`${TWILIO_ACCOUNT}:${TWILIO_TOKEN}`).toString('base64')}`;
    if (request.headers.authorization !== expected) {
      send(response, 401, { code: 20003, message: 'Authenticate' });
      return;
    }
    // Hanging up comes when the hub comes to it, also after the test that had the call: it is not what was meant.
    const wrong = form['Status'] === 'completed' ? undefined : misbehave.shift();
    if (wrong === 'timeout') return; // never answered
    if (wrong === 'malformed') response.writeHead(201).end('<html>');
    else if (wrong !== undefined) refuse(response, wrong);
    else route(path.replace(`/2010-04-01/Accounts/${TWILIO_ACCOUNT}`, ''), form, response);
  }

  function route(path: string, form: Record<string, string>, response: ServerResponse): ServerResponse {
    const one = /^\/Calls\/(CA\w+)\.json$/.exec(path)?.[1];
    const participant = /^\/Conferences\/CF\w+\/Participants\/(\w+)\.json$/.exec(path)?.[1];
    if (path === '.json') return send(response, 200, { friendly_name: 'Test', status: 'active' });
    if (path === '/Calls.json') {
      const leg: FakeLeg = {
        sid: sid('CA'),
        to: form['To'] ?? '',
        from: form['From'] ?? '',
        url: form['Url'] ?? '',
        statusCallback: form['StatusCallback'] ?? '',
        state: 'queued',
      };
      legs.set(leg.sid, leg);
      return send(response, 201, { sid: leg.sid, status: 'queued' });
    }
    if (one !== undefined) return send(response, 200, { sid: one });
    if (participant !== undefined) {
      held.set(participant, form['Hold'] === 'true');
      return send(response, 200, { call_sid: participant });
    }
    if (/^\/Conferences\/CF\w+\/Recordings\/Twilio\.CURRENT\.json$/.test(path)) return send(response, 200, form);
    if (/^\/Recordings\/RE\w+\.mp3$/.test(path)) {
      return response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(recording);
    }
    return send(response, 404, { code: 20404 });
  }

  /** Calls the hub as the provider would, signed over the address it was configured with. */
  async function hook(
    address: string,
    params: Record<string, string>,
    over: { signature?: string } = {},
  ): Promise<Response> {
    const { publicUrl, hubUrl } = site();
    const form = new URLSearchParams(params);
    const signature = over.signature ?? twilioSignature(TWILIO_TOKEN, address, form);
    return fetch(address.replace(publicUrl, hubUrl), {
      method: 'POST',
      headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
  }

  const hookUrl = (place: string): string => `${site().publicUrl}/hooks/twilio_voice/${site().token}?${place}`;
  const base = { AccountSid: TWILIO_ACCOUNT, ApiVersion: '2010-04-01' };

  return {
    url,
    legs,
    asked,
    held,
    hook,
    hookUrl,
    newSid: sid,
    misbehave: (...next: Misbehaviour[]) => void misbehave.push(...next),
    setRecording: (bytes: Buffer) => {
      recording = bytes;
    },
    /** Somebody calls our number; gives their leg's sid and what they are told. */
    async call(from: string, params: Record<string, string> = {}): Promise<{ sid: string; twiml: string }> {
      const callSid = params['CallSid'] ?? sid('CA');
      const response = await hook(hookUrl('do=voice'), {
        ...base,
        CallSid: callSid,
        From: from,
        To: '+815012345678',
        CallStatus: 'ringing',
        Direction: 'inbound',
        ...params,
      });
      return { sid: callSid, twiml: await response.text() };
    },
    /** The caller's own leg is now like this. */
    status: (callSid: string, status: string, params: Record<string, string> = {}) =>
      hook(hookUrl('do=status'), { ...base, CallSid: callSid, CallStatus: status, ...params }),
    /** Whoever a leg was dialled for picks up: the hub is asked where it goes, then told of it. */
    async pickUp(leg: FakeLeg): Promise<string> {
      leg.state = 'in-progress';
      const params = { ...base, CallSid: leg.sid, From: leg.from, To: leg.to, CallStatus: 'in-progress' };
      const twiml = await (await hook(leg.url, params)).text();
      await hook(leg.statusCallback, params);
      return twiml;
    },
    /** A leg that was dialled comes to an end. */
    end(leg: FakeLeg, status: string, params: Record<string, string> = {}): Promise<Response> {
      leg.state = 'completed';
      return hook(leg.statusCallback, { ...base, CallSid: leg.sid, CallStatus: status, ...params });
    },
  };
}

export type FakeTwilioVoice = Awaited<ReturnType<typeof fakeTwilioVoice>>;

function refuse(response: ServerResponse, { status, retryAfter }: { status: number; retryAfter?: number }): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
  send(response, status, { code: status === 429 ? 20429 : status, message: 'no' });
}

function send(response: ServerResponse, status: number, body: unknown): ServerResponse {
  return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
