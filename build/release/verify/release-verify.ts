import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BuildKind } from '#build/package/build-kind.ts';
import { root } from '#build/root.ts';
import type { Finding } from './finding.ts';
import { readTrust } from './trust-folder.ts';
import { verifyRelease } from './verify-release.ts';

const usage = `npm run release:verify -- DIR [options]
  --trust DIR     public keys (default build/release/trust)
  --expect KIND   signed (default), or unsigned or test, for trying out
  --complete      what could not be checked here counts as failed
  --json          one JSON object on the last line`;

const marks: Readonly<Record<Finding['outcome'], string>> = {
  ok: 'ok      ',
  failed: 'FAILED  ',
  'not-run': 'not run ',
};

try {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      trust: { type: 'string', default: join(root, 'build/release/trust') },
      expect: { type: 'string', default: 'signed' },
      complete: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || !['signed', 'unsigned', 'test'].includes(values.expect)) throw new Error(usage);
  const trust = await readTrust(resolve(values.trust));
  const findings = await verifyRelease({
    folder: resolve(folder),
    trust,
    expect: values.expect as BuildKind,
    now: new Date(),
  });
  for (const { what, check, outcome, said } of findings)
    console.log(`${marks[outcome]}${what}: ${check}${said === '' ? '' : ` (${said})`}`);
  const count = (outcome: Finding['outcome']): number => findings.filter((one) => one.outcome === outcome).length;
  const result = { ok: count('ok'), failed: count('failed'), notRun: count('not-run') };
  console.log(`${result.ok} ok, ${result.failed} failed, ${result.notRun} not run here`);
  if (values.json) console.log(JSON.stringify({ ...result, findings }));
  process.exitCode = result.failed > 0 || (values.complete && result.notRun > 0) ? 1 : 0;
} catch (thrown: unknown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 2;
}
