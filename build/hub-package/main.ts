import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#build/root.ts';
import { buildDeb } from './deb.ts';

/** `npm run package:hub`: the hub's Debian package in out/hub. Bundle first: the desk for browsers comes along. */
const { values } = parseArgs({
  options: { out: { type: 'string' }, compression: { type: 'string', default: 'xz' } },
});
const compression = values.compression === 'gzip' ? 'gzip' : 'xz';
const out = values.out ?? join(root, 'out', 'hub');
console.log(await buildDeb({ root, out, bundled: join(root, 'out', 'renderer'), compression }));
