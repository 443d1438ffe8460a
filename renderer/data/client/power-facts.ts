import type { CommandInput } from '#shared/wire/commands.ts';
import type { DeskClient } from './desk-client-types.ts';

type PowerFact = CommandInput<'presence:fact'>['fact'];

type Parts = {
  readonly client: Pick<DeskClient, 'send'> & {
    readonly session: Pick<DeskClient['session'], 'view'>;
    readonly connection: Pick<DeskClient['connection'], 'view'>;
  };
  readonly onPowerFact: (listener: (told: { fact: PowerFact }) => void) => unknown;
};

/**
 * Tells the hub when this machine is locked, sleeps and is back: nobody is offered work there. Who is not signed in has
 * nothing to say. A machine often wakes before its network does, so the last fact is told again when the line opens, to
 * nobody but whom it was of.
 */
export function tellPowerFacts({ client, onPowerFact }: Parts): void {
  const me = () => {
    const { status, agent } = client.session.view.getState();
    return status === 'signed_in' ? (agent?.id ?? null) : null;
  };
  let last: { readonly fact: PowerFact; readonly of: string } | null = null;
  let failed = false;

  async function tell(fact: PowerFact, of: string): Promise<void> {
    const mine = { fact, of };
    last = mine;
    failed = false;
    const { ok } = await client.send('presence:fact', { fact });
    if (last === mine) failed = !ok;
  }

  onPowerFact(({ fact }) => {
    const of = me();
    if (of !== null) void tell(fact, of);
  });
  client.connection.view.subscribe(({ state }) => {
    if (!failed || last === null || (state !== 'connected' && state !== 'catching_up')) return;
    if (last.of === me()) void tell(last.fact, last.of);
  });
}
