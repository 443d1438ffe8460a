import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { ChaosProxy } from '#test/support/chaos-proxy.ts';
import { pause } from './load-client.ts';
import type { VictimHub } from './victim-hub.ts';

export const FAULTS = [
  'cut',
  'cutAll',
  'blackHole',
  'halfOpen',
  'byteCut',
  'stall',
  'delay',
  'killHub',
  'freezeHub',
  'freezeClients',
  'crashDatabase',
  'shiftClock',
] as const;
export type FaultName = (typeof FAULTS)[number];
/** How many of each. */
export type FaultPlan = Readonly<Partial<Record<FaultName, number>>>;
export type FaultCounts = Record<FaultName, number>;

export type Scene = {
  readonly random: SeededRandom;
  readonly proxy: ChaosProxy;
  readonly hubs: readonly VictimHub[];
  /** Process ids of the clients. */
  readonly clients: readonly number[];
  readonly crashDatabase: () => Promise<void>;
};

/** The faults of a plan in an order of chance. */
export function shuffledFaults(plan: FaultPlan, random: SeededRandom): FaultName[] {
  return random.shuffle(FAULTS.flatMap((name) => Array.from({ length: plan[name] ?? 0 }, () => name)));
}

/** One fault from its beginning to its end; false when this machine can not do it. */
export async function doFault(name: FaultName, scene: Scene, turn: number): Promise<boolean> {
  const { random, proxy, hubs, clients } = scene;
  const hub = hubs[turn % hubs.length];
  if (hub === undefined) throw new Error('a fault needs a hub');
  switch (name) {
    case 'cut':
      return proxy.cut(random.int(1, 12), random.pick(['rst', 'fin'])) > 0;
    case 'cutAll':
      return proxy.cut() > 0;
    case 'blackHole': {
      const end = proxy.blackHole();
      await pause(random.int(500, 2500));
      return end() >= 0;
    }
    case 'halfOpen': {
      const wires = random.shuffle(proxy.wires()).slice(0, 8);
      for (const wire of wires) wire.halfOpen(random.pick(['up', 'down']));
      await pause(random.int(500, 2000));
      for (const wire of wires) wire.cut();
      return true;
    }
    case 'byteCut':
      for (const wire of random.shuffle(proxy.wires()).slice(0, 8))
        wire.cutAfter(random.int(1, 3000), random.pick(['up', 'down']));
      return true;
    case 'stall': {
      const wires = proxy.wires();
      for (const wire of wires) wire.stall();
      await pause(random.int(300, 1500));
      for (const wire of wires) wire.resume();
      return true;
    }
    case 'delay':
      proxy.delay(random.int(20, 150), random.int(0, 150));
      await pause(random.int(1000, 3000));
      proxy.delay(0);
      return true;
    case 'killHub':
      await hub.kill();
      await hub.start();
      return true;
    case 'freezeHub':
      hub.freeze();
      await pause(random.int(1000, 3000));
      hub.thaw();
      return true;
    case 'freezeClients': {
      const pid = random.pick(clients);
      process.kill(pid, 'SIGSTOP');
      await pause(random.int(2000, 4000));
      process.kill(pid, 'SIGCONT');
      return true;
    }
    case 'crashDatabase':
      await scene.crashDatabase();
      return true;
    case 'shiftClock': {
      if (!hub.shiftClock([90, -90, 3600][turn % 3] ?? 90)) return false;
      await pause(3000);
      return hub.shiftClock(0);
    }
  }
}
