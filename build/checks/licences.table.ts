/** Licences that may be part of the product: all ask for their notice, none for our source. */
export const productLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** May be used for building and testing, since nothing of it is handed out; changed files would have to be. */
export const toolLicences: ReadonlySet<string> = new Set([
  ...productLicences,
  'MPL-2.0',
  'CC-BY-4.0',
  'CC-BY-3.0',
  'WTFPL',
]);

type ReadLicence = {
  readonly licence: string;
  readonly where: string;
  /** What the package.json says in words that are not SPDX's; whatever else it comes to say has to be read again. */
  readonly insteadOf?: string;
};

/**
 * Word lists of SCOWL, with an affix file from Ispell: "license" in the package holds them all. SCOWL, VarCon and WordNet
 * may be used, changed and handed out with their notices, as under MIT; Ispell's is BSD with three clauses of its four
 * (the one on advertising is withdrawn) and asks that changes be marked. The notices go with every build, beside the
 * words and in NOTICES.txt; that two lists are made one is said there.
 */
const wordLists: ReadLicence = {
  licence: 'MIT AND BSD-3-Clause',
  where: 'license in the package',
  insteadOf: '(MIT AND BSD)',
};

/** Packages whose package.json states no licence, or not in SPDX's words, and what their own files say. */
const statedElsewhere: Readonly<Record<string, ReadLicence>> = {
  'xmlhttprequest-ssl': { licence: 'MIT', where: 'LICENSE in the package, and "licenses" in its package.json' },
  'dictionary-en': wordLists,
  'dictionary-en-gb': wordLists,
};

/** A package's licence as an SPDX expression: its own word, or what somebody read in its files. Undefined: nobody has. */
export function licenceOf(name: string, stated: string | undefined): string | undefined {
  const read = statedElsewhere[name];
  return stated === undefined || stated === read?.insteadOf ? read?.licence : stated;
}
