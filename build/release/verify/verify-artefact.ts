import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildKind } from '#build/package/build-kind.ts';
import { runTool } from '#build/release/run-tool.ts';
import { type Finding, failed, notRun, passed, type Trust } from './finding.ts';
import { type GpgHome, signatureFault } from './gpg-home.ts';
import { unpack, unpackMacArchive } from './unpack.ts';
import { debFault } from './verify-deb.ts';
import { rpmFault } from './verify-rpm.ts';
import { verifyArchive, verifyTree } from './verify-tree.ts';
import { windowsFault } from './verify-windows.ts';

type Context = {
  readonly folder: string;
  readonly kind: BuildKind;
  readonly version: string;
  readonly electronVersion: string;
  readonly home: GpgHome | null;
  readonly trust: Trust;
};

/** All checks of one file of a release: its signature, where its kind has one, and what is inside, where it can be opened here. */
export async function verifyArtefact(name: string, context: Context): Promise<readonly Finding[]> {
  const signature =
    context.kind === 'signed'
      ? await signatureOf(name, context)
      : notRun(name, 'signature', `a build marked "${context.kind}" has none`);
  return [signature, ...(await insideOf(name, context))];
}

async function signatureOf(name: string, context: Context): Promise<Finding> {
  const file = join(context.folder, name);
  if (/\.(exe|msi)$/.test(name)) {
    if (context.trust.windows === null)
      return failed(name, 'signature', 'no roots for Windows are trusted (windows/ in the trust folder)');
    return asFinding(name, await windowsFault(file, context.trust.windows));
  }
  if (/\.(dmg|zip)$/.test(name)) return macSignature(name, file);
  const { home } = context;
  if (home === null) return failed(name, 'signature', 'no GPG key is trusted (release-key.asc in the trust folder)');
  if (name.endsWith('.deb')) return asFinding(name, await debFault(file, home));
  if (name.endsWith('.rpm')) return asFinding(name, await rpmFault(file, home));
  const beside = `${file}.asc`;
  const isThere = await stat(beside).catch(() => null);
  return asFinding(name, isThere === null ? `${name}.asc is missing` : await signatureFault(home, beside, file));
}

/** Only macOS itself knows what Gatekeeper will say. */
async function macSignature(name: string, file: string): Promise<Finding> {
  if (process.platform !== 'darwin') return notRun(name, 'signature', 'needs macOS (spctl, stapler)');
  if (name.endsWith('.zip'))
    return notRun(
      name,
      'signature',
      'unpack it and run: codesign --verify --deep --strict Tsunagi.app && spctl --assess Tsunagi.app',
    );
  const { code, output } = await runTool('spctl', [
    '--assess',
    '--type',
    'open',
    '--context',
    'context:primary-signature',
    file,
  ]);
  if (code !== 0) return failed(name, 'signature', output.trim());
  const stapled = await runTool('xcrun', ['stapler', 'validate', file]);
  return stapled.code === 0 ? passed(name, 'signature') : failed(name, 'notarisation', stapled.output.trim());
}

async function insideOf(
  name: string,
  { folder, kind, version, electronVersion }: Context,
): Promise<readonly Finding[]> {
  if (name.endsWith('.zip')) return insideOfMac(name, join(folder, name), { kind, version });
  if (!/\.(deb|rpm|tar\.gz)$/.test(name)) {
    return /\.(exe|msi|dmg|AppImage)$/.test(name)
      ? [notRun(name, 'contents', 'this kind of file is not opened here')]
      : [];
  }
  const unpacked = await unpack(join(folder, name), name);
  try {
    if (unpacked.tree === null) return [failed(name, 'contents', unpacked.problem ?? 'it can not be opened')];
    return await verifyTree(unpacked.tree, { kind, electronVersion, version });
  } finally {
    await rm(unpacked.folder, { recursive: true, force: true });
  }
}

/** Its signature needs a Mac, so that what the app says of itself is all that is seen elsewhere. */
async function insideOfMac(
  name: string,
  file: string,
  expected: Pick<Context, 'kind' | 'version'>,
): Promise<readonly Finding[]> {
  const { folder, archive } = await unpackMacArchive(file);
  try {
    return await verifyArchive(name, archive, expected);
  } catch (thrown: unknown) {
    return [failed(name, 'contents', thrown instanceof Error ? thrown.message : String(thrown))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function asFinding(name: string, fault: string | null): Finding {
  return fault === null ? passed(name, 'signature') : failed(name, 'signature', fault);
}
