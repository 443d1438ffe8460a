import { createServer, connect as dial, type Socket } from 'node:net';

/** A TCP proxy as a load balancer is one, without any stickiness: each new connection goes to the next hub that answers. */
export type RoundRobinProxy = {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Connections that go through it now, by target. */
  readonly counts: () => readonly number[];
  /** New connections go only to these targets (by index); null goes back to all. */
  readonly only: (targets: readonly number[] | null) => void;
  readonly close: () => Promise<void>;
};

type Target = { readonly host: string; readonly port: number };

export async function startRoundRobinProxy(targets: readonly Target[]): Promise<RoundRobinProxy> {
  let next = 0;
  let allowed: readonly number[] | null = null;
  const open = new Map<Socket, number>();

  /** Tries each allowed target once, beginning with the one whose turn it is; nobody there closes the client. */
  function join(client: Socket): void {
    const turn = next++;
    const order = targets.map((_, n) => (turn + n) % targets.length).filter((n) => allowed?.includes(n) ?? true);
    client.on('error', () => undefined);
    function attempt([index, ...others]: readonly number[]): void {
      const target = index === undefined ? undefined : targets[index];
      if (index === undefined || target === undefined || client.destroyed) return void client.destroy();
      const upstream = dial(target);
      const refused = (): void => {
        upstream.destroy();
        attempt(others);
      };
      upstream.once('error', refused);
      upstream.once('connect', () => {
        upstream.off('error', refused);
        upstream.on('error', () => client.destroy());
        open.set(client, index);
        upstream.once('close', () => client.destroy());
        client.once('close', () => {
          open.delete(client);
          upstream.destroy();
        });
        client.pipe(upstream).pipe(client);
      });
    }
    attempt(order);
  }

  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    join(client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    counts: () => targets.map((_, n) => [...open.values()].filter((index) => index === n).length),
    only(these) {
      allowed = these;
    },
    async close() {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
