import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConnectionView, DeskClient, SessionView } from '#renderer/data/client/desk-client-types.ts';
import { tellPowerFacts } from '#renderer/data/client/power-facts.ts';
import type { CommandInput } from '#shared/wire/commands.ts';

type Fact = CommandInput<'presence:fact'>['fact'];

/** A line that answers when it is open and refuses when it is not, as the sender does for one long gone. */
function machine() {
  const signedIn = (id: string) => ({ status: 'signed_in', reason: 'none', agent: { id } }) as unknown as SessionView;
  const session = createStore<SessionView>(() => signedIn('sato'));
  const line = createStore<ConnectionView>(() => ({ state: 'connected', completeUpTo: null, problem: null }));
  const sent: Fact[] = [];
  let hear: (told: { fact: Fact }) => void = () => undefined;
  const send = (async (_name: string, { fact }: { fact: Fact }) => {
    if (line.getState().state === 'offline') return { ok: false };
    sent.push(fact);
    return { ok: true, data: {} };
  }) as unknown as DeskClient['send'];
  tellPowerFacts({
    client: { send, session: { view: session }, connection: { view: line } },
    onPowerFact: (listener) => {
      hear = listener;
    },
  });
  const be = async (state: ConnectionView['state']) => {
    line.setState({ state });
    await settled();
  };
  const tell = async (fact: Fact) => {
    hear({ fact });
    await settled();
  };
  return { sent, be, tell, signIn: (id: string) => session.setState(signedIn(id)) };
}

describe('what the machine tells of its person', () => {
  it('is told once where there is a line', async () => {
    const { sent, be, tell } = machine();
    await tell('locked');
    await tell('back');
    await be('offline');
    await be('catching_up');
    await be('connected');
    expect(sent).toEqual(['locked', 'back']);
  });

  it('is told when the line opens, the last of it, once', async () => {
    const { sent, be, tell } = machine();
    await be('offline');
    await tell('asleep');
    await tell('back');
    await be('catching_up');
    await be('connected');
    await be('offline');
    await be('connected');
    expect(sent).toEqual(['back']);
  });

  it('is not told of somebody else who signed in meanwhile', async () => {
    const { sent, be, tell, signIn } = machine();
    await be('offline');
    await tell('locked');
    signIn('tanaka');
    await be('connected');
    expect(sent).toEqual([]);
  });
});
