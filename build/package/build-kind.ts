/** What may be believed of a build: `signed` by release keys, `unsigned` for want of them, `test` with a throw-away Electron and key. */
export type BuildKind = 'signed' | 'unsigned' | 'test';

/** The platforms that there are installers for, in electron-builder's words. */
export type Platform = 'linux' | 'win' | 'mac';

type Given = {
  /** True with `--test-electron`: then the build is a test, whatever keys are there. */
  readonly isTest: boolean;
  /** True when all keys that this platform's signatures need were given. */
  readonly hasKeys: boolean;
};

/** A build without keys is unsigned, and a test is a test even with keys: neither can turn into a release by accident. */
export function buildKindOf({ isTest, hasKeys }: Given): BuildKind {
  if (isTest) return 'test';
  return hasKeys ? 'signed' : 'unsigned';
}

/** What every file name of such a build ends with, before its extension, so that nobody takes it for a release. */
export const nameMark: Readonly<Record<BuildKind, string>> = { signed: '', unsigned: '-unsigned', test: '-test' };

/** Why update metadata may not be written for such a build, or null when it may ([DK4]). */
export function metadataRefusal(kind: BuildKind): string | null {
  if (kind === 'signed') return null;
  if (kind === 'test') return 'This is a test build: update metadata of a release is never written for it.';
  return 'This build is unsigned: found no signing keys, expected them in the environment (docs/release.md). Update metadata is written for signed builds only.';
}

const MARKED = /-(unsigned|test)(?=[._-]|$)/;

/** The kind that a file name states. */
export function kindOfName(name: string): BuildKind {
  const mark = MARKED.exec(name)?.[1];
  return mark === undefined ? 'signed' : (mark as BuildKind);
}
