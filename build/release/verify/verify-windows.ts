import { runTool } from '#build/release/run-tool.ts';
import type { Trust } from './finding.ts';

/**
 * Why a program's or an installer's signature does not lead to the trusted roots, has no time, or names somebody else; null when
 * all is well. Needs osslsigncode. What is asked of Windows itself (SmartScreen, revocation) is not asked here.
 */
export async function windowsFault(file: string, trust: NonNullable<Trust['windows']>): Promise<string | null> {
  const { code, output } = await runTool('osslsigncode', [
    'verify',
    '-CAfile',
    trust.roots,
    '-TSA-CAfile',
    trust.timestampRoots,
    '-in',
    file,
  ]);
  return faultInReport(code, output, trust.publisher);
}

/** As {@link windowsFault}, of what osslsigncode said. */
export function faultInReport(code: number, output: string, publisher: string): string | null {
  if (/No signature found/i.test(output)) return 'it is not signed';
  if (code !== 0)
    return `osslsigncode ended with ${code}: ${firstOf(output, /(?:error|failed|mismatch|expired)[^\n]*/i)}`;
  if (!/Timestamp Server Signature verification: ok/i.test(output))
    return 'it has no verified time stamp: it would expire with its certificate';
  const subject = /Signer #0:\s*\n\s*Subject:\s*([^\n]+)/.exec(output)?.[1]?.trim();
  if (subject === undefined) return 'the signer is not named';
  return sameName(subject, publisher) ? null : `it is signed by "${subject}", expected "${publisher}"`;
}

function firstOf(output: string, pattern: RegExp): string {
  return pattern.exec(output)?.[0] ?? 'no reason given';
}

/** Compared by their parts: `/O=A/CN=B` and `CN=B, O=A` are one name. */
export function sameName(one: string, other: string): boolean {
  const parts = (name: string): string =>
    name
      .split(/(?:^|[/,])\s*(?=[A-Z]+\s*=)/)
      .map((part) => part.trim().replace(/\s*=\s*/, '='))
      .filter((part) => part !== '')
      .sort()
      .join('\n');
  return parts(one) === parts(other);
}
