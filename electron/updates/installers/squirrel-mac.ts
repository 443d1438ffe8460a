import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AutoUpdater } from 'electron';
import type { Installer } from './installer.ts';

type Squirrel = Pick<
  AutoUpdater,
  'setFeedURL' | 'checkForUpdates' | 'quitAndInstall' | 'on' | 'once' | 'removeAllListeners'
>;

/** Unpacking and checking what lies on this machine already. */
const LONGEST_MS = 120_000;

/**
 * Squirrel.Mac takes updates by HTTP only, and unpacks none that is not signed as the running app is. It is given the file
 * that was checked, from this machine, at an address that nobody can guess.
 */
export function squirrelInstaller(squirrel: Squirrel): Installer {
  return {
    // It fetches for itself, which the end of the app does not wait for.
    canAtEnd: false,
    async install(path) {
      const secret = randomBytes(24).toString('hex');
      const server = await serve(path, secret);
      let timer: NodeJS.Timeout | undefined;
      try {
        const { port } = server.address() as AddressInfo;
        squirrel.setFeedURL({ url: `http://127.0.0.1:${port}/${secret}/feed.json`, serverType: 'json' });
        await new Promise<void>((resolve, reject) => {
          squirrel.once('error', reject);
          squirrel.once('update-not-available', () => reject(new Error('Squirrel.Mac found no update')));
          squirrel.once('update-downloaded', () => resolve());
          squirrel.checkForUpdates();
          timer = setTimeout(() => reject(new Error('Squirrel.Mac said nothing')), LONGEST_MS);
        });
      } finally {
        clearTimeout(timer);
        // By name: who waits for the app's end by it goes on waiting. An error that comes late has nobody to tell.
        for (const event of ['error', 'update-not-available', 'update-downloaded']) squirrel.removeAllListeners(event);
        squirrel.on('error', () => undefined);
        server.closeAllConnections();
        server.close();
      }
      squirrel.quitAndInstall();
      return { outcome: 'taken', quits: true };
    },
  };
}

/** Every other path, and every other machine, gets nothing. */
async function serve(path: string, secret: string): Promise<Server> {
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}/${secret}`;
    if (request.url === `/${secret}/feed.json`) {
      const releases = [{ version: '999.0.0', updateTo: { version: '999.0.0', url: `${base}/update.zip` } }];
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ currentRelease: '999.0.0', releases }));
    } else if (request.url === `/${secret}/update.zip`) {
      createReadStream(path).pipe(response);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
