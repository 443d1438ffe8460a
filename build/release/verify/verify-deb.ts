import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun, runTool } from '#build/release/run-tool.ts';
import type { GpgHome } from './gpg-home.ts';

/** Why a deb's `origin` signature is not one by the trusted key, or null when it is. Needs debsig-verify. */
export async function debFault(file: string, home: GpgHome): Promise<string | null> {
  // debsig-verify wants an absolute world of its own: a policy that names the key ring, both under the key's fingerprint.
  const world = await mkdtemp(join(tmpdir(), 'tsunagi-debsig-'));
  const id = home.fingerprint;
  try {
    await mkdir(join(world, 'policies', id), { recursive: true });
    await mkdir(join(world, 'keyrings', id), { recursive: true });
    await writeFile(join(world, 'policies', id, 'tsunagi.pol'), policy(id));
    await mustRun(
      'gpg',
      ['--batch', '--yes', '--dearmor', '--output', join(world, 'keyrings', id, 'trusted.gpg'), home.keyFile],
      {
        env: { GNUPGHOME: home.folder },
      },
    );
    const { code, output } = await runTool(
      'debsig-verify',
      ['--policies-dir', join(world, 'policies'), '--keyrings-dir', join(world, 'keyrings'), file],
      { env: { GNUPGHOME: home.folder } },
    );
    return code === 0 ? null : `debsig-verify ended with ${code}: ${lastLine(output)}`;
  } finally {
    await rm(world, { recursive: true, force: true });
  }
}

/** Requires an `origin` signature by the key. */
function policy(id: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
<Policy xmlns="https://www.debian.org/debsig/1.0/">
  <Origin Name="Tsunagi" id="${id}" Description="Tsunagi releases"/>
  <Selection><Required Type="origin" File="trusted.gpg" id="${id}"/></Selection>
  <Verification MinOptional="0"><Required Type="origin" File="trusted.gpg" id="${id}"/></Verification>
</Policy>
`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
