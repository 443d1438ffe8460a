import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { twilioSignature } from '#server/channels/twilio-signature.ts';
import { dataOf } from '#test/support/commands.ts';
import { ACK_MS, type RawVisitor } from '#test/support/desk.ts';
import { TWILIO_TOKEN } from '#test/support/fake-twilio-messages.ts';
import type { MatrixDesk } from './desks.ts';
import type { MatrixPerson } from './person.ts';
import { type MatrixWorld, PUBLIC_URL } from './world.ts';

export type WrittenChannel = 'chat' | 'email' | 'line' | 'sms' | 'whatsapp' | 'store';

/** The customer says something in writing, or a store's till tells what they said: by the channel's own way in. */
export async function write(
  world: MatrixWorld,
  person: MatrixPerson,
  {
    channel,
    text,
    chat,
  }: { readonly channel: WrittenChannel; readonly text: string; readonly chat?: RawVisitor | undefined },
): Promise<void> {
  switch (channel) {
    case 'chat':
      await sayInChat(chat ?? person.chats.at(-1), text);
      break;
    case 'line':
      await post(world, world.paths.line, lineCall(person, text), (raw) => ({
        'x-line-signature': world.line.sign(raw),
      }));
      break;
    case 'whatsapp':
      await post(world, world.paths.whatsapp, whatsappCall(world, person, text), (raw) => ({
        'x-hub-signature-256': world.whatsapp.sign(raw),
      }));
      break;
    case 'sms':
      await sendText(world, person, text);
      break;
    default:
      await tell(world, person, channel, text);
  }
  await heard(world, person, text);
}

async function sayInChat(chat: RawVisitor | undefined, text: string): Promise<void> {
  if (chat === undefined) throw new Error('no chat is open');
  const frame = { id: randomUUID(), name: 'visitor:send', input: { text } };
  dataOf(await chat.socket.timeout(ACK_MS).emitWithAck('command', frame));
}

async function post(
  { hub }: MatrixWorld,
  path: string,
  raw: string,
  sign: (raw: string) => Record<string, string>,
): Promise<void> {
  const headers = { 'content-type': 'application/json', ...sign(raw) };
  expect((await hub.fetch(path, { method: 'POST', headers, body: raw })).status).toBe(200);
}

const lineCall = ({ lineId: userId }: MatrixPerson, text: string): string =>
  JSON.stringify({
    destination: 'U0',
    events: [
      {
        type: 'message',
        message: { id: randomUUID(), type: 'text', text },
        webhookEventId: randomUUID(),
        timestamp: Date.now(),
        mode: 'active',
        source: { type: 'user', userId },
        deliveryContext: { isRedelivery: false },
      },
    ],
  });

const whatsappCall = ({ whatsapp }: MatrixWorld, { number }: MatrixPerson, text: string): string => {
  const from = number.slice(1);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const message = { id: `wamid.${randomUUID()}`, from, timestamp, type: 'text', text: { body: text } };
  return whatsapp.call({ contacts: [{ wa_id: from, profile: { name: 'Hanako' } }], messages: [message] });
};

async function sendText({ hub, paths }: MatrixWorld, { number }: MatrixPerson, text: string): Promise<void> {
  const body = new URLSearchParams({
    MessageSid: randomUUID(),
    From: number,
    To: '+815012345678',
    Body: text,
    NumMedia: '0',
  });
  const signature = twilioSignature(TWILIO_TOKEN, `${PUBLIC_URL}${paths.sms}`, body);
  const headers = { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await hub.fetch(paths.sms, { method: 'POST', headers, body: body.toString() });
  expect(answer.status).toBe(200);
}

/** By the open door of systems without an adapter: a mail robot, a store's till. */
async function tell(world: MatrixWorld, person: MatrixPerson, channel: 'email' | 'store', text: string): Promise<void> {
  const point =
    channel === 'email'
      ? ({ kind: 'email', value: person.email } as const)
      : ({ kind: 'loyalty', value: person.loyalty } as const);
  const event = {
    source: 'matrix',
    externalId: randomUUID(),
    kind: 'message',
    occurredAt: new Date().toISOString(),
    channel,
    direction: 'in',
    customer: { contactPoints: [{ ...point, verified: true }] },
    data: { text },
  };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${world.key}` };
  const response = await world.hub.fetch('/api/v1/events', { method: 'POST', headers, body: JSON.stringify([event]) });
  expect(await response.json()).toMatchObject({ ok: true, data: { lines: [{ status: 'accepted' }] } });
}

/** Waits until what they said is on their thread. */
export async function heard({ database }: MatrixWorld, { customer }: MatrixPerson, text: string): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await database.db
      .selectFrom('timeline_item')
      .select(['data'])
      .where('customer_id', '=', customer.id)
      .where('kind', '=', 'message')
      .execute();
    expect(rows.map((row) => (row.data as { text: string }).text)).toContain(text);
  }, 30_000);
}

/** The customer rings, and this desk picks up. Gives the call. */
export async function ringAt(world: MatrixWorld, person: MatrixPerson, desk: MatrixDesk): Promise<string> {
  const give = desk.signedIn().command;
  const ring = { connectionId: world.phoneLine, sipCallId: randomUUID(), from: person.number, to: '0312345678' };
  const { call } = dataOf(await give('call:ring', ring));
  dataOf(await give('call:answer', { callId: call.id }));
  dataOf(await give('call:report', { callId: call.id, event: 'answered' }));
  return call.id;
}

/** This desk calls the customer, who picks up. Gives the call. */
export async function callBack(person: MatrixPerson, desk: MatrixDesk, conversationId: string): Promise<string> {
  const give = desk.signedIn().command;
  const contactPointId = person.customer.contactPoints.find(({ kind }) => kind === 'phone')?.id ?? '';
  const to = { contactPointId, customerId: person.customer.id };
  const { call } = dataOf(await give('call:place', { to, conversationId }));
  dataOf(await give('call:report', { callId: call.id, event: 'answered' }));
  return call.id;
}

export async function hangUp(desk: MatrixDesk, callId: string): Promise<void> {
  dataOf(await desk.signedIn().command('call:report', { callId, event: 'ended', by: 'them' }));
  await desk.signedIn().command('call:wrap-up', { callId });
}

/** The secret of the newest link that was sent to this customer by anybody. */
export async function linkSent(
  { sms, line, whatsapp, smtp }: MatrixWorld,
  person: MatrixPerson,
  chat: RawVisitor | null,
): Promise<string> {
  return vi.waitFor(() => {
    const said = [
      ...sms.sent.filter(({ fields }) => fields['To'] === person.number).map(({ fields }) => fields['Body'] ?? ''),
      ...line.sent.filter(({ to }) => to === person.lineId).map(({ messages }) => JSON.stringify(messages)),
      ...whatsapp.sent
        .filter(({ message }) => message['to'] === person.number.slice(1))
        .map(({ message }) => JSON.stringify(message)),
      ...smtp.taken
        .filter(({ to }) => to.includes(person.email))
        .map(({ raw }) => raw.toString('utf8').replaceAll('=\r\n', '')),
      ...(chat?.events ?? []).map((envelope) => JSON.stringify(envelope)),
    ];
    const found = said.flatMap((text) => /\/go#([\w-]{20,})/.exec(text)?.[1] ?? []).at(-1);
    if (found === undefined) throw new Error(`no link was sent among ${said.length} messages`);
    return found;
  }, 30_000);
}
