import { createHmac } from 'node:crypto';
import { type FakeProvider, type FakeReply, fakeProvider } from './fake-provider.ts';

export const APP_SECRET = 'an app secret of Meta’s';
const TOKEN = 'system user token';
const NUMBER = '106540352242922';

export type FakeWhatsapp = FakeProvider & {
  readonly sent: { readonly id: string; readonly message: Record<string, unknown> }[];
  readonly media: Map<string, Buffer>;
  readonly fields: Record<string, string>;
  readonly sign: (raw: string) => string;
  /** A webhook call around messages, marks and names. */
  readonly call: (value: Record<string, unknown>) => string;
};

/** Behaves as the Cloud API does: bearer token, ids for what it takes, media by an address that needs the token too. */
export async function fakeWhatsapp(): Promise<FakeWhatsapp> {
  const sent: FakeWhatsapp['sent'] = [];
  const media = new Map<string, Buffer>();
  let url = '';
  const server = await fakeProvider((call): FakeReply => {
    if (call.headers.authorization !== `Bearer ${TOKEN}`)
      return { status: 401, body: { error: { code: 190, message: 'Invalid OAuth access token' } } };
    if (call.path === `/${NUMBER}/messages`) {
      const message = JSON.parse(call.body.toString('utf8')) as Record<string, unknown>;
      const id = `wamid.${sent.length + 1}`;
      sent.push({ id, message });
      return { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id }] } };
    }
    if (call.path === `/${NUMBER}/media`) return { status: 200, body: { id: 'uploaded-1' } };
    if (call.path.startsWith(`/${NUMBER}?`)) return { status: 200, body: { display_phone_number: '+81 50-1234-5678' } };
    const [, folder = '', id = ''] = call.path.split('/');
    const bytes = media.get(folder === 'file' ? id : folder);
    if (bytes === undefined) return { status: 404, body: { error: { code: 100 } } };
    return folder === 'file' ? { status: 200, body: bytes } : { status: 200, body: { url: `${url}/file/${folder}` } };
  });
  url = server.url;
  return {
    ...server,
    sent,
    media,
    fields: {
      switchedOn: 'true',
      phoneNumberId: NUMBER,
      accessToken: TOKEN,
      appSecret: APP_SECRET,
      verifyToken: 'verify me',
      apiUrl: url,
      templates: 'delivery_ready|ja|{{1}}様、ご注文{{2}}の準備ができました。',
    },
    sign: (raw) => `sha256=${createHmac('sha256', APP_SECRET).update(raw).digest('hex')}`,
    call: (value) =>
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [
          { id: '1', changes: [{ field: 'messages', value: { metadata: { phone_number_id: NUMBER }, ...value } }] },
        ],
      }),
  };
}
