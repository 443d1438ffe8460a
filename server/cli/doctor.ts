import type { ConfigOptions } from '#server/config.ts';
import { readConfig } from '#server/config.ts';
import type { CommonOptions } from './act.ts';
import { checkAddress } from './doctor/check-address.ts';
import { checkBlobs } from './doctor/check-blobs.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkKey } from './doctor/check-key.ts';
import { checkNode, checkPort, checkWindows } from './doctor/check-machine.ts';
import { checkProxy } from './doctor/check-proxy.ts';
import { checkRedis } from './doctor/check-redis.ts';
import { checkTls } from './doctor/check-tls.ts';
import type { Finding } from './doctor/finding.ts';
import type { Output } from './output.ts';
import { EXIT } from './output.ts';

const MARKS = { ok: '✓', warning: '!', missing: '✗' } as const;

/** `tsunagi doctor`: what is missing or misconfigured here, and the next step. Fails when the hub could not run. */
export async function runDoctor(output: Output, options: ConfigOptions & CommonOptions): Promise<number> {
  const config = readConfig(options);
  const findings = [
    checkNode(),
    ...(await checkDatabase(config)),
    ...(await checkRedis(config)),
    ...(await checkBlobs(config)),
    await checkPort(config),
    checkAddress(config),
    ...(await checkTls(config, new Date())),
    ...checkProxy(config),
    await checkKey(config),
    ...checkWindows(),
  ];
  const ready = findings.every(({ state }) => state !== 'missing');
  output.result(
    { ready, findings },
    [...findings.map(forPeople), '', ready ? 'The hub can run here.' : 'The hub cannot run yet.'].join('\n'),
  );
  return ready ? EXIT.done : EXIT.failed;
}

function forPeople({ name, state, found, expected, next }: Finding): string {
  const lines = [`${MARKS[state]} ${name}: ${found}`];
  if (expected) lines.push(`    expected: ${expected}`);
  if (next) lines.push(`    next: ${next}`);
  return lines.join('\n');
}
