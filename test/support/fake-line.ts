import { createHmac, randomUUID } from 'node:crypto';
import { type FakeCall, type FakeProvider, type FakeReply, fakeProvider } from './fake-provider.ts';

export const LINE_SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = 'line access token';

export type FakeLine = FakeProvider & {
  /** Messages that customers got, in order. */
  readonly sent: { readonly by: 'reply' | 'push'; readonly to: string; readonly messages: Record<string, unknown>[] }[];
  readonly fields: Record<string, string>;
  readonly media: Map<string, Buffer | 'preparing'>;
  readonly quota: { most: number; used: number };
  /** A reply token as an event would bring it, good until it is used or expires. */
  readonly token: (userId: string) => string;
  readonly expireTokens: () => void;
  readonly sign: (raw: string) => string;
};

/** Behaves as LINE's Messaging API does: bearer token, single-use reply tokens, retry keys, a monthly quota, media. */
export async function fakeLine(): Promise<FakeLine> {
  const sent: FakeLine['sent'] = [];
  const media: FakeLine['media'] = new Map();
  const tokens = new Map<string, string>();
  const keys = new Set<string>();
  const quota = { most: 500, used: 88 };

  function push(call: FakeCall): FakeReply {
    const key = String(call.headers['x-line-retry-key'] ?? '');
    const { to, messages } = JSON.parse(call.body.toString('utf8')) as {
      to: string;
      messages: Record<string, unknown>[];
    };
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)) return refusal(400, 'The retry key is not a UUID');
    if (keys.has(key))
      return {
        status: 409,
        body: { message: 'The retry key is already accepted', sentMessages: [{ id: `m-${key}` }] },
      };
    if (messages.length === 0 || messages.length > 5) return refusal(400, 'messages');
    if (messages.some((m) => typeof m['text'] === 'string' && m['text'].length > 5000)) return refusal(400, 'too long');
    if (quota.used >= quota.most) return refusal(429, 'You have reached your monthly limit.');
    keys.add(key);
    quota.used += 1;
    sent.push({ by: 'push', to, messages });
    return { status: 200, body: { sentMessages: [{ id: `m-${key}`, quoteToken: 'q' }] } };
  }

  function reply(call: FakeCall): FakeReply {
    const { replyToken, messages } = JSON.parse(call.body.toString('utf8')) as {
      replyToken: string;
      messages: Record<string, unknown>[];
    };
    const to = tokens.get(replyToken);
    if (to === undefined) return refusal(400, 'Invalid reply token');
    tokens.delete(replyToken);
    sent.push({ by: 'reply', to, messages });
    return { status: 200, body: { sentMessages: [{ id: randomUUID() }] } };
  }

  function content(path: string): FakeReply {
    const file = media.get(/message\/([^/]+)\/content/.exec(path)?.[1] ?? '');
    if (file === undefined) return refusal(404, 'Not found');
    return file === 'preparing' ? { status: 202 } : { status: 200, body: file };
  }

  const server = await fakeProvider((call) => {
    if (call.headers.authorization !== `Bearer ${TOKEN}`) return refusal(401, 'Authentication failed');
    if (call.path === '/v2/bot/message/push') return push(call);
    if (call.path === '/v2/bot/message/reply') return reply(call);
    if (call.path === '/v2/bot/message/quota') return { status: 200, body: { type: 'limited', value: quota.most } };
    if (call.path === '/v2/bot/message/quota/consumption') return { status: 200, body: { totalUsage: quota.used } };
    if (call.path === '/v2/bot/info') return { status: 200, body: { displayName: '北の焙煎所' } };
    if (call.path.startsWith('/v2/bot/profile/'))
      return { status: 200, body: { displayName: 'みさき☕', language: 'ja' } };
    return content(call.path);
  });
  return {
    ...server,
    sent,
    media,
    quota,
    fields: { channelSecret: LINE_SECRET, accessToken: TOKEN, apiUrl: server.url, dataUrl: server.url },
    token(userId) {
      const token = randomUUID().replaceAll('-', '');
      tokens.set(token, userId);
      return token;
    },
    expireTokens: () => tokens.clear(),
    sign: (raw) => createHmac('sha256', LINE_SECRET).update(raw).digest('base64'),
  };
}

const refusal = (status: number, message: string): FakeReply => ({ status, body: { message } });
