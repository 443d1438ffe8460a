import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import { APP_SCHEME } from './app-origin.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { resolveAsset } from './resolve-asset.ts';

/** Must run before the app is ready; later is too late for Chromium. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
  ]);
}

/** Serves the page's folder under `app://tsunagi`. `hub` is asked per request, for the policy names it. */
export function serveAppScheme(pageFolder: string, hub: () => string | null): void {
  const root = resolve(pageFolder);
  protocol.handle(APP_SCHEME, async (request) => {
    const asset = resolveAsset(request.method, request.url);
    if (asset.kind === 'refused') return answer('', asset.status, 'text/plain', hub());
    const file = join(root, asset.path);
    // resolveAsset lets nothing through that leaves the folder; this holds even if it is changed wrongly.
    if (!file.startsWith(root + sep)) return answer('', 403, 'text/plain', hub());
    try {
      return answer(await readFile(file), 200, asset.type, hub());
    } catch {
      // Missing and unreadable are the same to the page; the file's place on disk is not its business.
      return answer('', 404, 'text/plain', hub());
    }
  });
}

/**
 * What no page of ours and no frame in it ever needs, said to Chromium too: electron/windows/our-permission.ts decides, this
 * stands behind it.
 */
const PERMISSIONS_POLICY = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

function answer(body: string | Buffer, status: number, type: string, hub: string | null): Response {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return new Response(bytes, {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(hub),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': PERMISSIONS_POLICY,
      'cache-control': 'no-store',
    },
  });
}
