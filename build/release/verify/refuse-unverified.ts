import type { Trust } from './finding.ts';
import { gpgHome } from './gpg-home.ts';
import { verifyArtefact } from './verify-artefact.ts';
import { readContents } from './verify-release.ts';

type Given = {
  /** With the list of contents (`*.cdx.json`) beside the files. */
  readonly folder: string;
  readonly names: readonly string[];
  readonly trust: Trust;
};

/**
 * Before anything is signed over files: a name can be given to any of them, so each one's own signature and what the app inside
 * says of itself are asked. What this platform cannot look at is left to `release:verify --complete` on the others.
 * @throws with everything that is wrong
 */
export async function refuseUnverified({ folder, names, trust }: Given): Promise<void> {
  const contents = await readContents(folder);
  if (contents === null)
    throw new Error(`${folder} has no *.cdx.json that can be read: is it the folder of a release?`);
  const home = trust.gpgKey === null ? null : await gpgHome(trust.gpgKey);
  const faults: string[] = [];
  try {
    for (const name of names) {
      const findings = await verifyArtefact(name, { folder, kind: 'signed', trust, home, ...contents });
      const wrong = findings.filter(({ outcome }) => outcome === 'failed');
      faults.push(...wrong.map(({ what, check, said }) => `  ${what}: ${check} (${said})`));
    }
  } finally {
    await home?.remove();
  }
  if (faults.length > 0) throw new Error(`this is no release that could be offered:\n${faults.join('\n')}`);
}
