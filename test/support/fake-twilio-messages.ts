import { type FakeProvider, type FakeReply, fakeProvider } from './fake-provider.ts';

const SID = 'AC0123456789abcdef0123456789abcdef';
export const TWILIO_TOKEN = 'a twilio token';

export type FakeTwilioMessages = FakeProvider & {
  readonly sent: { readonly sid: string; readonly fields: Record<string, string>; readonly at: Date }[];
  /** Numbers that said STOP. */
  readonly optedOut: Set<string>;
  readonly media: Map<string, Buffer>;
  readonly fields: Record<string, string>;
};

/** Behaves as Twilio's messages API does: basic authentication, sids, a list of what was sent, code 21610 after STOP. */
export async function fakeTwilioMessages(): Promise<FakeTwilioMessages> {
  const sent: FakeTwilioMessages['sent'] = [];
  const optedOut = new Set<string>();
  const media = new Map<string, Buffer>();
  const basic = `Basic ${Buffer.from(`${SID}:${TWILIO_TOKEN}`).toString('base64')}`;
  const base = `/2010-04-01/Accounts/${SID}`;

  function send(body: string): FakeReply {
    const fields = Object.fromEntries(new URLSearchParams(body));
    if (optedOut.has(fields['To'] ?? '')) return { status: 400, body: { code: 21610, message: 'unsubscribed' } };
    const sid = `SM${String(sent.length + 1).padStart(32, '0')}`;
    sent.push({ sid, fields, at: new Date() });
    return { status: 201, body: { sid, status: 'queued' } };
  }

  const list = (query: string): FakeReply => ({
    status: 200,
    body: {
      messages: sent
        .filter(({ fields }) => fields['To'] === new URLSearchParams(query).get('To'))
        .map(({ sid, fields, at }) => ({ sid, body: fields['Body'], date_created: at.toUTCString() })),
    },
  });

  const server = await fakeProvider((call) => {
    if (call.headers.authorization !== basic) return { status: 401, body: { code: 20003 } };
    if (call.path === `${base}.json`) return { status: 200, body: { friendly_name: '北の焙煎所' } };
    if (call.path === `${base}/Messages.json`) return send(call.body.toString('utf8'));
    if (call.path.startsWith(`${base}/Messages.json?`)) return list(call.path.split('?')[1] ?? '');
    const bytes = media.get(call.path);
    return bytes === undefined ? { status: 404, body: { code: 20404 } } : { status: 200, body: bytes };
  });
  return {
    ...server,
    sent,
    optedOut,
    media,
    fields: {
      accountSid: SID,
      authToken: TWILIO_TOKEN,
      from: '+815012345678',
      senders: '+1 +15551234567',
      company: '北の焙煎所',
      apiUrl: server.url,
    },
  };
}
