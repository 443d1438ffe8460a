import { randomBytes, randomUUID } from 'node:crypto';
import { sha256 } from '#server/auth/secrets.ts';
import { insertVisitor } from '#server/auth/visitors.repository.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import { ACK_MS, openVisitorSocket, type RawVisitor } from '#test/support/desk.ts';
import { type MadeCustomer, makeCustomer } from '#test/support/factories/customers.ts';
import type { MatrixWorld } from './world.ts';

/** A customer who can be reached everywhere, and acts on every channel by its own door. */
export type MatrixPerson = {
  readonly customer: MadeCustomer;
  readonly number: string;
  readonly email: string;
  readonly lineId: string;
  readonly loyalty: string;
  /** Of their browser, in the shop's page. */
  readonly secret: string;
  /** Their open chats, each with all it was told. */
  readonly chats: RawVisitor[];
};

let people = 0;

export async function newPerson({ database }: MatrixWorld): Promise<MatrixPerson> {
  const n = String(++people).padStart(4, '0');
  const number = `+8190${randomBytes(2).readUInt16BE().toString().padStart(5, '0').slice(-4)}${n}`;
  const visitorId = randomUUID();
  const person = {
    number,
    email: `c${n}@customer.example`,
    lineId: `U${randomBytes(16).toString('hex')}`,
    loyalty: `77-${n}`,
    secret: randomBytes(32).toString('base64url'),
  };
  const customer = await makeCustomer(database.db, [
    { kind: 'phone', value: number },
    { kind: 'email', value: person.email },
    { kind: 'line', value: person.lineId },
    { kind: 'whatsapp', value: number },
    { kind: 'loyalty', value: person.loyalty },
    { kind: 'visitor', value: visitorId },
  ]);
  const point = customer.contactPoints.find(({ kind }) => kind === 'visitor');
  await insertVisitor(database.db, {
    id: visitorId,
    secretHash: sha256(person.secret),
    contactPointId: point?.id ?? '',
    customerId: customer.id,
    locale: 'ja',
    at: new Date(),
  });
  // They wrote there today, so that they may be written to.
  await database.db
    .insertInto('whatsapp_window')
    .values({
      connection_id: await whatsappConnection(database.db),
      user_id: number,
      last_heard_at: new Date(),
    })
    .execute();
  return { ...person, customer, chats: [] };
}

const whatsappConnection = async (db: MatrixWorld['database']['db']): Promise<string> =>
  (await db.selectFrom('channel_connection').select('id').where('channel', '=', 'whatsapp').executeTakeFirstOrThrow())
    .id;

/** Opens the chat: of the shop's page, or by what they were sent. Null when that leads nowhere. */
export async function openChat(
  world: MatrixWorld,
  person: MatrixPerson,
  by: { readonly invitation?: string } = {},
): Promise<RawVisitor | null> {
  // A link is opened in another browser than the one of the shop's page.
  const secret = by.invitation === undefined ? person.secret : randomBytes(32).toString('base64url');
  const response = await world.hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret, ...by }),
  });
  const answer = (await response.json()) as Answer<VisitorSession>;
  if (!answer.ok) return null;
  const visitor = await openVisitorSocket(world.hub.url, { token: answer.data.token });
  await visitor.socket.timeout(ACK_MS).emitWithAck('follow', {});
  person.chats.push(visitor);
  return visitor;
}
