import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const verdictSchema = z.strictObject({ status: z.int(), subject: z.string(), path: z.string() });
/** Of `SignatureStatus`. */
const VALID = 0;

/** What Windows says of a program's signature, as text; a test gives its own. */
export type AskWindows = (script: string) => Promise<string>;

export const askWindowsBy =
  (systemRoot: string): AskWindows =>
  async (script) => {
    // By its full path: a program of that name in the current folder is somebody else's.
    const powershell = join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
    const encoded = Buffer.from(script, 'utf16le').toString('base64');
    const { stdout } = await run(
      powershell,
      ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-EncodedCommand', encoded],
      { timeout: 30_000, windowsHide: true, encoding: 'utf8' },
    );
    return stdout;
  };

/**
 * Whether Windows finds the program signed, whole, and signed by exactly this publisher. False on anything else: a shell that
 * cannot run, an answer that is not understood, no publisher to compare with.
 */
export async function isSignedBy(path: string, publisher: string | null, ask: AskWindows): Promise<boolean> {
  if (publisher === null) return false;
  try {
    const verdict = verdictSchema.parse(JSON.parse(await ask(signatureScript(path))));
    return verdict.status === VALID && verdict.subject === publisher && verdict.path === path;
  } catch {
    return false;
  }
}

/** The path stands in it as plain text: PowerShell takes five signs for a single quote, and two of one for the sign itself. */
export function signatureScript(path: string): string {
  const quoted = path.replace(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote);
  return [
    "$ErrorActionPreference = 'Stop'",
    '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8',
    `$s = Get-AuthenticodeSignature -LiteralPath '${quoted}'`,
    '@{ status = [int]$s.Status; subject = [string]$s.SignerCertificate.Subject; path = [string]$s.Path } | ConvertTo-Json -Compress',
  ].join('\n');
}
