import { Agent, request } from 'node:http';

/** As a bearer of `token`, when there is one. */
type Post = (body: string, token?: string) => Promise<string>;

/** POSTs over connections that are kept open. Throws on anything but 200. */
export function poster(
  url: string,
  headers: Readonly<Record<string, string>>,
  sockets: number,
): { post: Post; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const target = new URL(url);
  const post: Post = (body, token) =>
    new Promise((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const sent = request(
        target,
        {
          method: 'POST',
          agent,
          headers: {
            'content-type': 'application/json',
            'content-length': length,
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () =>
            response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode}: ${text}`)),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return { post, close: () => agent.destroy() };
}

/** Senders who each wait for their answer before they send the next; gives answers per second. */
export async function throughput(
  senders: number,
  seconds: number,
  once: (sender: number) => Promise<void>,
): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: senders }, async (_, sender) => {
      while (performance.now() < until) {
        await once(sender);
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - started)) * 1000;
}
