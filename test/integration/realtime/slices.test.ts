import { expect, it } from 'vitest';
import { namespacesOf } from '#server/realtime/sockets.ts';
import { testDatabase } from '#test/support/database.ts';
import { eventually, openAgentSocket, type RawAgent } from '#test/support/desk.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
const [agent, colleague] = hub.agents;
const agentIn = await hub.signIn(agent);
const colleagueIn = await hub.signIn(colleague);

const WINDOWS = 120;
/** Written to in one turn at most. */
const IN_A_TURN = 64;

/** The most frames of an event that the hub wrote in one turn of its event loop, from now on. */
function bursts() {
  const most = new Map<string, number>();
  const now = new Map<string, number>();
  for (const socket of namespacesOf(hub.app.realtime.io).agents.sockets.values())
    socket.onAnyOutgoing((event: string) => {
      if (now.size === 0) setImmediate(() => now.clear());
      const written = (now.get(event) ?? 0) + 1;
      now.set(event, written);
      most.set(event, Math.max(most.get(event) ?? 0, written));
    });
  return most;
}

const open = () => Promise.all(Array.from({ length: WINDOWS }, () => openAgentSocket(hub.url, agentIn)));

/** How often each window heard an event, from now on. */
function counted(windows: readonly RawAgent[], event: 'presence' | 'workspace') {
  const heard = windows.map(() => 0);
  windows.forEach(({ socket }, n) => {
    socket.on(event, () => {
      heard[n] = (heard[n] ?? 0) + 1;
    });
  });
  return heard;
}

it('who is set and set again meanwhile is told to all, in the same order, never in one turn', async () => {
  const windows = await open();
  const most = bursts();
  const heard = windows.map((): string[] => []);
  windows.forEach(({ socket }, n) => {
    const hear = (said: { agentId: string; presence: string }): void => {
      if (said.agentId === colleague.id) heard[n]?.push(said.presence);
    };
    socket.on('presence', hear);
    socket.on('presences', (all) => all.forEach(hear));
  });
  // The last is like none before it: while it is on its way, nobody is taken for having heard it.
  for (const set of [{ presence: 'busy' }, { presence: 'ready' }, { presence: 'away', reason: 'break' }] as const)
    expect(await colleagueIn.command('presence:set', set)).toMatchObject({ ok: true });
  await eventually('the last at everybody', () => heard.every((said) => said.at(-1) === 'away'));
  // What came during a round was put together: whatever was told, everybody was told the same.
  expect(new Set(heard.map((said) => said.join())).size).toBe(1);
  expect(most.get('presence')).toBeLessThanOrEqual(IN_A_TURN);
});

it('who leaves before their turn keeps nobody from being told', async () => {
  const windows = await open();
  const [last, ...others] = [...windows].reverse();
  const heard = counted(others, 'workspace');
  const sockets = namespacesOf(hub.app.realtime.io).agents.sockets;
  const [first] = sockets.values();
  first?.onAnyOutgoing((event: string) => {
    if (event === 'workspace') sockets.get(last?.socket.id ?? '')?.disconnect(true);
  });
  hub.app.deps.publisher.publish([{ to: 'workspace' }]);
  await eventually('everybody else told', () => heard.every((times) => times === 1));
});
