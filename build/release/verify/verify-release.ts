import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildKind, kindOfName } from '#build/package/build-kind.ts';
import { SUMS, sumFaults } from '#build/release/checksums.ts';
import { releaseFiles } from '#build/release/finish-release.ts';
import type { Sbom } from '#build/release/sbom/cyclonedx.ts';
import { type Finding, failed, judged, passed, type Trust } from './finding.ts';
import { type GpgHome, gpgHome, signatureFault } from './gpg-home.ts';
import { verifyAptRepository } from './verify-apt.ts';
import { verifyArtefact } from './verify-artefact.ts';
import { verifyManifests } from './verify-manifests.ts';

type Options = {
  readonly folder: string;
  readonly trust: Trust;
  /** What the files have to be; a release is `signed`. The others are for trying out, and say so in their names. */
  readonly expect: BuildKind;
  readonly now: Date;
};

/** Checks a folder of files as somebody would who got them from anywhere and trusts the public keys only. */
export async function verifyRelease({ folder, trust, expect, now }: Options): Promise<readonly Finding[]> {
  const names = await releaseFiles(folder).catch(() => []);
  if (names.length === 0) return [failed(folder, 'files', 'there is nothing of a release in it')];
  const home = trust.gpgKey === null ? null : await gpgHome(trust.gpgKey);
  try {
    const contents = await readContents(folder);
    if (contents === null) return [failed(folder, 'SBOM', 'there is no *.cdx.json that can be read')];
    const context = { folder, kind: expect, trust, home, ...contents };
    const findings: Finding[] = [
      ...names.map((name) => nameFinding(name, expect, contents.version)),
      judged(SUMS, 'sums', await sumFaults(folder, names).catch((thrown: unknown) => [String(thrown)])),
      ...(expect === 'signed' ? [await sumsSignature(folder, home)] : []),
      passed('SBOM', 'contents', `${contents.components} components`),
    ];
    for (const name of names.filter((one) => !/\.(asc|json)$/.test(one)))
      findings.push(...(await verifyArtefact(name, context)));
    findings.push(
      ...(await aptFindings(folder, home, now)),
      ...(await verifyManifests({ folder, kind: expect, names: await readdir(folder), pinned: trust.updateKeys, now })),
    );
    return findings;
  } finally {
    await home?.remove();
  }
}

function nameFinding(name: string, expect: BuildKind, version: string): Finding {
  const kind = kindOfName(name);
  const faults = [
    ...(kind === expect
      ? []
      : [`it is marked ${kind}, expected ${expect}${expect === 'signed' ? ': this is no release' : ''}`]),
    ...(name.startsWith(`tsunagi-${version}`) ? [] : [`its name is not of version ${version}`]),
  ];
  return judged(name, 'name', faults);
}

async function sumsSignature(folder: string, home: GpgHome | null): Promise<Finding> {
  if (home === null) return failed(SUMS, 'signature', 'no GPG key is trusted (release-key.asc in the trust folder)');
  return judged(
    SUMS,
    'signature',
    faultList(await signatureFault(home, join(folder, `${SUMS}.asc`), join(folder, SUMS))),
  );
}

const faultList = (fault: string | null): readonly string[] => (fault === null ? [] : [fault]);

type Contents = { readonly version: string; readonly electronVersion: string; readonly components: number };

/** What a release's list of contents says of it; null when there is none that can be read. */
export async function readContents(folder: string): Promise<Contents | null> {
  const name = (await releaseFiles(folder)).find((one) => one.endsWith('.cdx.json'));
  if (name === undefined) return null;
  try {
    const sbom = JSON.parse(await readFile(join(folder, name), 'utf8')) as Sbom;
    const electron = sbom.components.find((one) => one.name === 'electron');
    if (electron === undefined) return null;
    return {
      version: sbom.metadata.component.version,
      electronVersion: electron.version,
      components: sbom.components.length,
    };
  } catch {
    // Cut off or not JSON: the caller says that it can not be read.
    return null;
  }
}

async function aptFindings(folder: string, home: GpgHome | null, now: Date): Promise<readonly Finding[]> {
  const place = join(folder, 'apt');
  const isThere = await stat(place).catch(() => null);
  if (isThere === null) return [];
  if (home === null) return [failed('apt', 'InRelease', 'no GPG key is trusted (release-key.asc in the trust folder)')];
  return verifyAptRepository(place, home, now);
}
