import type { Lock, LockedPackage } from '#build/checks/dependency-faults.ts';
import { nameAt } from '#build/checks/dependency-faults.ts';
import { licenceOf } from '#build/checks/licences.table.ts';

/** One thing that is inside, in CycloneDX's words. */
export type Component = {
  readonly type: 'library' | 'framework';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly expression: string }[];
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
};

/** The parts of a CycloneDX 1.6 document that are written here. */
export type Sbom = {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly timestamp: string;
    readonly component: {
      readonly type: 'application';
      readonly 'bom-ref': string;
      readonly name: string;
      readonly version: string;
    };
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

type Given = {
  readonly name: string;
  readonly version: string;
  readonly electronVersion: string;
  /** Of {@link bundledPackages}. */
  readonly packages: readonly string[];
  readonly lock: Lock;
  readonly at: Date;
  /** A UUID: the document's own. */
  readonly id: string;
};

/**
 * What the desktop consists of: Electron (with the Chromium and Node that it brings) and every bundled package with its
 * version, licence and the sum that it was installed by.
 * @throws when a bundled package is not in the lock file
 */
export function cyclonedx({ name, version, electronVersion, packages, lock, at, id }: Given): Sbom {
  const self = `${name}@${version}`;
  const components = [electron(electronVersion), ...packages.map((path) => component(path, lock))];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${id}`,
    version: 1,
    metadata: { timestamp: at.toISOString(), component: { type: 'application', 'bom-ref': self, name, version } },
    components,
    dependencies: [{ ref: self, dependsOn: components.map((one) => one['bom-ref']) }],
  };
}

function electron(version: string): Component {
  const purl = `pkg:npm/electron@${version}`;
  return { type: 'framework', 'bom-ref': purl, name: 'electron', version, purl, licenses: [{ expression: 'MIT' }] };
}

function component(path: string, lock: Lock): Component {
  const locked = lock.packages[`node_modules/${path}`];
  if (locked?.version === undefined) throw new Error(`${path} is in the bundle, but not in package-lock.json.`);
  const name = nameAt(`node_modules/${path}`);
  // A scope's @ is encoded in a purl.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${locked.version}`;
  const licence = licenceOf(name, locked.license);
  return {
    type: 'library',
    // The same version may be there twice, at two places.
    'bom-ref': `${purl}#${path}`,
    name,
    version: locked.version,
    purl,
    ...(licence === undefined ? {} : { licenses: [{ expression: licence }] }),
    ...hashes(locked),
  };
}

function hashes({ integrity }: LockedPackage): Pick<Component, 'hashes'> {
  const sum = integrity?.split(' ').find((one) => one.startsWith('sha512-'));
  if (sum === undefined) return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(sum.slice('sha512-'.length), 'base64').toString('hex') }] };
}
