import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFpm } from '#build/package/fpm/run-fpm.ts';
import { layOutDesktop } from './tiny-desktop.ts';

/** What electron-builder would say to fpm for a desktop of two files; small, since only the package around it is looked at. */
export async function tinyPackage(
  folder: string,
  type: 'deb' | 'rpm',
  name = `tsunagi-1.0.0-linux-x64.${type}`,
  kind = 'signed',
): Promise<string> {
  const program = join(folder, `program-${kind}`);
  await layOutDesktop(program, kind);
  const script = join(folder, 'after.sh');
  await writeFile(script, '#!/bin/sh\nexit 0\n');
  const out = join(folder, name);
  await runFpm([
    ...['-s', 'dir', '--force', '-t', type, '-d', 'libc6', '--deb-recommends', 'fonts-noto-cjk'],
    ...(type === 'deb'
      ? ['--deb-compression', 'gz']
      : ['--rpm-os', 'linux', '--rpm-compression', 'gzip', '--rpm-summary', 'Desktop']),
    ...['--architecture', type === 'deb' ? 'amd64' : 'x86_64', '--after-install', script, '--after-remove', script],
    ...['--description', 'Desktop\n One thread per customer.', '--version', '1.0.0~beta.1', '--package', out],
    ...['--name=tsunagi', '--maintainer=Tsunagi <a@example.test>', '--vendor=Tsunagi', '--url=https://example.test/'],
    `${program}/=/opt/Tsunagi`,
  ]);
  return out;
}
