import { connect, createServer, type Server, type Socket } from 'node:net';
import { type SeededRandom, seededRandom } from '#shared/lib/seeded-random.ts';

/** Which way a byte goes: `up` from the client to the hub, `down` back. */
type Way = 'up' | 'down';

/** One connection through the proxy, from the client's first byte on. */
export type ChaosWire = {
  readonly number: number;
  /** Index of the hub that it goes to. */
  readonly target: number;
  /** Ends both sides at once: `rst` as a crash or a firewall does, `fin` as a clean close. */
  readonly cut: (how?: 'rst' | 'fin') => void;
  /** From now on every byte is taken and none is passed on, in both directions; nobody is told. */
  readonly swallow: () => void;
  /** One direction is dead, the other lives. */
  readonly halfOpen: (dead: Way) => void;
  /** Nothing moves until `resume`; no byte is lost, as when a network is away for a moment. */
  readonly stall: () => void;
  readonly resume: () => void;
  /** Resets after this many more bytes of that direction: in the middle of a frame. */
  readonly cutAfter: (bytes: number, way?: Way) => void;
  readonly bytes: Readonly<Record<Way, number>>;
};

export type ChaosProxy = {
  readonly port: number;
  readonly url: string;
  /** Connections that are open now. */
  readonly wires: () => readonly ChaosWire[];
  /** Connections so far. */
  readonly count: () => number;
  /** Cuts some of the open ones, chosen by the seed; all without a number. Gives how many. */
  readonly cut: (most?: number, how?: 'rst' | 'fin') => number;
  /** Swallows all there is and whatever connects, until the returned function ends it by resetting those. */
  readonly blackHole: () => () => number;
  /** New connections are refused until the returned function is called. */
  readonly refuse: () => () => void;
  /** Every chunk is held back this long and up to `jitter` more, in order; 0 for none. */
  readonly delay: (milliseconds: number, jitter?: number) => void;
  /** New connections go to these hubs only, by index into the targets. */
  readonly route: (targets: readonly number[]) => void;
  /** Another process listens there now. */
  readonly retarget: (target: number, port: number) => void;
  readonly close: () => Promise<void>;
};

/** A target is a port of loopback, or the path of a unix socket. */
type Target = number | string;
type Options = { readonly targets: readonly Target[]; readonly seed?: number; readonly port?: number };
type State = {
  readonly random: SeededRandom;
  readonly wires: Set<ChaosWire & { readonly end: () => void; readonly isSwallowing: () => boolean }>;
  readonly targets: Target[];
  among: readonly number[];
  delayMs: number;
  jitterMs: number;
  swallowing: boolean;
  refusing: boolean;
  made: number;
};

/**
 * A wire between clients and hubs that misbehaves when it is told to: on loopback, without touching the system's network.
 * With several targets it is a load balancer too, and goes to the next one when a hub does not answer.
 */
export async function chaosProxy({ targets, seed = 1, port = 0 }: Options): Promise<ChaosProxy> {
  const state: State = {
    random: seededRandom(seed),
    wires: new Set(),
    targets: [...targets],
    among: targets.map((_, index) => index),
    delayMs: 0,
    jitterMs: 0,
    swallowing: false,
    refusing: false,
    made: 0,
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (state.refusing) client.resetAndDestroy();
    else void join(state, client);
  });
  const at = await listen(server, port);
  const proxy: ChaosProxy = {
    port: at,
    url: `http://127.0.0.1:${at}`,
    wires: () => [...state.wires],
    count: () => state.made,
    cut(most = Number.POSITIVE_INFINITY, how = 'rst') {
      const chosen = state.random.shuffle([...state.wires]).slice(0, most);
      for (const wire of chosen) wire.cut(how);
      return chosen.length;
    },
    blackHole() {
      state.swallowing = true;
      for (const wire of state.wires) wire.swallow();
      return () => {
        state.swallowing = false;
        const lost = [...state.wires].filter((wire) => wire.isSwallowing());
        for (const wire of lost) wire.cut();
        return lost.length;
      };
    },
    refuse() {
      state.refusing = true;
      return () => {
        state.refusing = false;
      };
    },
    delay(milliseconds, jitter = 0) {
      state.delayMs = milliseconds;
      state.jitterMs = jitter;
    },
    route(indexes) {
      state.among = indexes;
    },
    retarget(target, to) {
      state.targets[target] = to;
    },
    async close() {
      for (const wire of [...state.wires]) wire.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return proxy;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a listening server has a port'));
      else resolve(address.port);
    });
  });
}

/** Connects a client to a hub that answers; to none when none does, as a load balancer without hubs. */
async function join(state: State, client: Socket): Promise<void> {
  client.on('error', () => undefined);
  client.pause();
  state.made += 1;
  const number = state.made;
  for (const target of state.random.shuffle(state.among)) {
    const hub = await reach(state.targets[target] ?? 0);
    if (hub === null) continue;
    wireUp(state, client, hub, { number, target });
    return;
  }
  client.resetAndDestroy();
}

function reach(target: Target): Promise<Socket | null> {
  const place = typeof target === 'string' ? { path: target } : { port: target, host: '127.0.0.1' };
  return new Promise((resolve) => {
    const hub = connect({ ...place, allowHalfOpen: true });
    hub.once('error', () => resolve(null));
    hub.once('connect', () => resolve(hub));
  });
}

/** A unix socket knows no reset; its close is as abrupt. */
function reset(socket: Socket): void {
  if (socket.remoteAddress === undefined) socket.destroy();
  else socket.resetAndDestroy();
}

type Flow = { dead: boolean; left: number; queue: Promise<void> };

function wireUp(state: State, client: Socket, hub: Socket, place: Pick<ChaosWire, 'number' | 'target'>): void {
  const sides = { up: client, down: hub } as const;
  const flows: Record<Way, Flow> = { up: newFlow(), down: newFlow() };
  const bytes = { up: 0, down: 0 };
  let over = false;

  function end(how: 'rst' | 'fin' = 'rst'): void {
    if (over) return;
    over = true;
    state.wires.delete(wire);
    for (const socket of [client, hub]) {
      if (how === 'rst') reset(socket);
      else socket.end(() => socket.destroy());
    }
  }

  const wire: ChaosWire & { end: () => void; isSwallowing: () => boolean } = {
    ...place,
    bytes,
    cut: end,
    end,
    isSwallowing: () => flows.up.dead && flows.down.dead,
    swallow() {
      flows.up.dead = true;
      flows.down.dead = true;
    },
    halfOpen(dead) {
      flows[dead].dead = true;
    },
    stall() {
      client.pause();
      hub.pause();
    },
    resume() {
      client.resume();
      hub.resume();
    },
    cutAfter(left, way = 'down') {
      flows[way].left = left;
    },
  };

  function pass(way: Way, from: Socket, into: Socket): void {
    const flow = flows[way];
    from.on('data', (chunk: Buffer) => {
      bytes[way] += chunk.length;
      if (flow.dead) return;
      const part = chunk.subarray(0, Math.min(chunk.length, flow.left));
      const isLast = part.length < chunk.length || part.length === flow.left;
      flow.left -= part.length;
      deliver(flow, () => {
        if (over || flow.dead) return;
        into.write(part, isLast ? () => end() : undefined);
      });
    });
    from.on('end', () => deliver(flow, () => (flow.dead ? undefined : void into.end())));
    // One side is gone for good; a dead direction hides that from the other.
    from.on('close', () => {
      if (!flow.dead) deliver(flow, () => end());
    });
    from.on('error', () => {
      if (!flow.dead) end();
    });
  }

  /** In order, each after the delay that is set when it comes. */
  function deliver(flow: Flow, act: () => void): void {
    const wait = state.delayMs + (state.jitterMs === 0 ? 0 : state.random.int(0, state.jitterMs));
    if (wait === 0 && flow.queue === NOTHING_WAITS) {
      act();
      return;
    }
    const due = performance.now() + wait;
    const mine = flow.queue.then(() => sleepUntil(due)).then(act);
    flow.queue = mine;
    void mine.then(() => {
      if (flow.queue === mine) flow.queue = NOTHING_WAITS;
    });
  }

  state.wires.add(wire);
  pass('up', sides.up, sides.down);
  pass('down', sides.down, sides.up);
  if (state.swallowing) wire.swallow();
  client.resume();
}

const NOTHING_WAITS = Promise.resolve();
const newFlow = (): Flow => ({ dead: false, left: Number.POSITIVE_INFINITY, queue: NOTHING_WAITS });

function sleepUntil(due: number): Promise<void> | undefined {
  const wait = due - performance.now();
  return wait <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, wait));
}
