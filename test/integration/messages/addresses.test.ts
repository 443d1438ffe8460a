import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { runQuery } from '#server/queries/run-query.ts';
import { queryHandlers } from '#server/queries/table.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { dataOf, refusalOf } from '#test/support/commands.ts';
import { crossingDesk } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';

const desk = await crossingDesk(await testDatabase());
const { db, deps, give, me } = desk;
type Format = NonNullable<CommandInput<'message:send'>['format']>;

/** A mail of a customer's, which names others too, and the way to answer it. */
async function written() {
  const { customer, conversation, pointOf } = await desk.begin({ channel: 'email' });
  const own = pointOf('email')?.value ?? '';
  await makeItem(deps, customer, {
    conversationId: conversation.id,
    channel: 'email',
    data: {
      text: '届きません',
      email: {
        messageId: `<${conversation.id}@customer.example>`,
        from: { address: own },
        to: [{ address: 'care@shop.example' }],
        cc: [{ name: '夫', address: 'Taro@Customer.example' }],
        replyTo: [{ address: 'office@customer.example' }],
      },
    },
  });
  const send = (format: Format) =>
    give(me, 'message:send', {
      conversationId: conversation.id,
      epoch: 1,
      text: 'お調べします',
      seen: { [customer.id]: 100 },
      format,
    });
  const outgoing = () =>
    db.selectFrom('outgoing').select('details').where('conversation_id', '=', conversation.id).execute();
  return { customer, own, send, outgoing };
}

describe('copies of an answer', () => {
  it('go to whoever the thread names and whatever the customer holds, without a question', async () => {
    const { own, send, outgoing } = await written();
    const cc = [own.toUpperCase(), 'taro@customer.example', 'office@customer.example', 'care@shop.example'];
    dataOf(await send({ cc }));
    expect(await outgoing()).toHaveLength(1);
  });

  it('to anybody else are asked about: nothing is sent, and the refusal names them', async () => {
    const { send, outgoing } = await written();
    const format = { cc: ['taro@customer.example', 'Wrong@Elsewhere.example'], bcc: ['boss@elsewhere.example'] };
    const refusal = refusalOf(await send(format), 'address_unknown');
    expect(refusal.details).toEqual({ addresses: ['wrong@elsewhere.example', 'boss@elsewhere.example'] });
    expect(await outgoing()).toEqual([]);
    // One that was confirmed does not confirm the other.
    const half = refusalOf(await send({ ...format, confirmed: ['wrong@elsewhere.example'] }), 'address_unknown');
    expect(half.details).toEqual({ addresses: ['boss@elsewhere.example'] });
    const confirmed = ['wrong@elsewhere.example', 'boss@elsewhere.example'];
    dataOf(await send({ ...format, confirmed }));
    const [row] = await outgoing();
    expect(row?.details).toMatchObject({ cc: format.cc, bcc: format.bcc });
    expect(JSON.stringify(row)).not.toContain('confirmed');
  });

  it('once sent, the address is of the thread', async () => {
    const { send } = await written();
    dataOf(await send({ cc: ['new@elsewhere.example'], confirmed: ['new@elsewhere.example'] }));
    dataOf(await send({ cc: ['new@elsewhere.example'] }));
  });

  it('to an address of ours are not asked about', async () => {
    const { send } = await written();
    const { rows } = await sql<{ address: string }>`
      select settings ->> 'address' as address from channel_connection where channel = 'email'`.execute(db);
    dataOf(await send({ cc: [rows[0]?.address ?? ''] }));
  });

  it('to what another customer holds, or what was held once, are asked about', async () => {
    const { send } = await written();
    const other = await makeCustomer(db, [{ kind: 'email', value: 'hana@other.example' }]);
    refusalOf(await send({ cc: ['hana@other.example'] }), 'address_unknown');
    const mine = await written();
    const now = deps.clock.now();
    await sql`update contact_point_link set until = ${now} where customer_id = ${other.id}`.execute(db);
    refusalOf(await mine.send({ cc: ['hana@other.example'] }), 'address_unknown');
  });

  it('are asked about beforehand where an answer can be taken back', async () => {
    const { customer } = await written();
    const addresses = ['TARO@customer.example', 'x@elsewhere.example'];
    const input = { customerId: customer.id, addresses };
    const answer = await runQuery(deps, queryHandlers, me, { name: 'address.unknown', input });
    expect(answer).toEqual({ ok: true, data: { addresses: ['x@elsewhere.example'] } });
  });
});
