import { isAccepted } from './licence-expression.ts';
import { licenceOf, productLicences, toolLicences } from './licences.table.ts';

/** What package-lock.json says of one package. */
export type LockedPackage = {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
};

export type Lock = { readonly packages: Readonly<Record<string, LockedPackage>> };

/** Packages whose install scripts may run, or are known and not needed (they only fetch what another package holds). */
const KNOWN_SCRIPTS: ReadonlySet<string> = new Set(['@swc/core', 'electron-winstaller']);

/** The name of the package at a path of the lock file. */
export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * What is wrong with the locked packages: licences that can not be part of the product, packages without a sum or from an
 * address of their own, and install scripts that nobody has agreed to. Empty when nothing is.
 * @param allowScripts package.json's list of packages whose install scripts may run
 */
export function dependencyFaults(lock: Lock, allowScripts: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(lock.packages).flatMap(([path, locked]) => {
    if (path === '') return [];
    const name = nameAt(path);
    return [
      ...licenceFaults(name, locked),
      ...sourceFaults(name, locked),
      ...(locked.hasInstallScript === true && allowScripts[name] === undefined && !KNOWN_SCRIPTS.has(name)
        ? [
            `${name} runs a script when it is installed. Read it; then name it in "allowScripts", or take another package.`,
          ]
        : []),
    ];
  });
}

function licenceFaults(name: string, locked: LockedPackage): readonly string[] {
  const isTool = locked.dev === true || locked.devOptional === true;
  const accepted = isTool ? toolLicences : productLicences;
  const licence = licenceOf(name, locked.license);
  if (licence === undefined)
    return [`${name} states no licence. Find it in its files and note it in build/checks/licences.table.ts.`];
  if (isAccepted(licence, accepted)) return [];
  return [
    `${name} is under ${licence}, which is not accepted for ${isTool ? 'tools' : 'the product'} (build/checks/licences.table.ts).`,
  ];
}

function sourceFaults(name: string, { integrity, resolved, link }: LockedPackage): readonly string[] {
  if (link === true) return [`${name} is a link to a folder: nobody else has that.`];
  if (integrity === undefined || !integrity.startsWith('sha512-'))
    return [`${name} has no sha512 in package-lock.json.`];
  // The sum says which bytes; where they come from is for npm's settings to say, a company's mirror say.
  if (resolved !== undefined)
    return [`${name} comes from ${resolved}, expected no address: npm install --omit-lockfile-registry-resolved.`];
  return [];
}
