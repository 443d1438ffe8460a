import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { mustRun, runTool } from '#build/release/run-tool.ts';

/** A key ring that holds one public key and nothing else, so that a signature by anybody else is one by nobody. */
export type GpgHome = {
  readonly folder: string;
  readonly fingerprint: string;
  readonly keyFile: string;
  readonly remove: () => Promise<void>;
};

/** @throws when the key can not be read */
export async function gpgHome(armouredKey: string): Promise<GpgHome> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-verify-'));
  const keyFile = join(folder, 'trusted.asc');
  await writeFile(keyFile, armouredKey);
  const env = { GNUPGHOME: folder };
  await mustRun('gpg', ['--batch', '--quiet', '--import', keyFile], { env });
  const listed = await mustRun('gpg', ['--batch', '--with-colons', '--list-keys'], { env });
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1];
  if (fingerprint === undefined) throw new Error('the trusted GPG key has no fingerprint: is it a public key?');
  return { folder, fingerprint, keyFile, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Why a detached signature is not one by the key that was valid when it was made, or null when it is.
 * gpg's own exit code is 0 for a good signature by an expired key, so its status lines are read; they come by themselves, for what
 * gpg says else can hold words of whoever made the file.
 */
export async function signatureFault(home: GpgHome, signature: string, file: string): Promise<string | null> {
  const { stdout } = await runTool('gpg', ['--batch', '--status-fd', '1', '--verify', signature, file], {
    env: { GNUPGHOME: home.folder },
  });
  return faultInStatus(stdout, home.fingerprint);
}

/** What a clear-signed file says, or why nobody is to believe it. */
type Opened = { readonly fault: string; readonly text: null } | { readonly fault: null; readonly text: string };

/**
 * Opens a clear-signed file. Only what gpg writes out was signed, and gpg writes out what nobody signed as well: so the file has
 * to be one signed message and nothing else, and the status comes apart from the content.
 */
export async function openClearSigned(home: GpgHome, file: string): Promise<Opened> {
  const source = await readFile(file, 'utf8').catch(() => null);
  if (source === null) return { fault: `${basename(file)} is missing`, text: null };
  if (!isOneSignedMessage(source)) return { fault: 'it is not one signed message and nothing else', text: null };
  const content = join(home.folder, `signed-${randomUUID()}`);
  try {
    const args = ['--batch', '--status-fd', '1', '--output', content, '--verify', file];
    const { stdout } = await runTool('gpg', args, { env: { GNUPGHOME: home.folder } });
    const fault = faultInStatus(stdout, home.fingerprint);
    return fault === null ? { fault, text: await readFile(content, 'utf8') } : { fault, text: null };
  } finally {
    await rm(content, { force: true });
  }
}

/** Lines of the content that begin with a dash are escaped by another one, so these three are the frame. */
function isOneSignedMessage(source: string): boolean {
  const lines = source.trimEnd().split('\n');
  const frame = lines.filter((line) => line.startsWith('-----')).map((line) => line.trim());
  const expected = ['BEGIN PGP SIGNED MESSAGE', 'BEGIN PGP SIGNATURE', 'END PGP SIGNATURE'];
  return (
    frame.join('\n') === expected.map((words) => `-----${words}-----`).join('\n') &&
    source.startsWith('-----') &&
    (lines.at(-1) ?? '').startsWith('-----')
  );
}

const BAD = ['BADSIG', 'ERRSIG', 'EXPSIG', 'EXPKEYSIG', 'REVKEYSIG', 'NODATA', 'NO_PUBKEY'] as const;

/** As {@link signatureFault}, of gpg's status lines alone. */
export function faultInStatus(status: string, fingerprint: string): string | null {
  const bad = BAD.find((word) => new RegExp(`^\\[GNUPG:\\] ${word}\\b`, 'm').test(status));
  if (bad !== undefined) return `gpg says ${bad}`;
  const valid = [...status.matchAll(/^\[GNUPG:\] VALIDSIG ([0-9A-F]{40}) (?:\S+ ){8}([0-9A-F]{40})$/gm)];
  const good = status.match(/^\[GNUPG:\] GOODSIG /gm) ?? [];
  if (valid.length === 0 || good.length !== valid.length) return 'there is no valid signature';
  // The last field is the primary key's fingerprint: a release may be signed by a subkey of it.
  return valid.every(([, own, primary]) => own === fingerprint || primary === fingerprint)
    ? null
    : 'another key signed it';
}
