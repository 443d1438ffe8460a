import type { ConfigOptions } from '#server/config.ts';
import { type Verified, verifyData } from '#server/domains/verify/verify.service.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { EXIT } from './output.ts';
import { withData } from './with-data.ts';

/** `tsunagi verify`: proves the rules on the stored data; fails when one does not hold and lists what breaks it. */
export async function runVerify(output: Output, options: ConfigOptions & CommonOptions): Promise<number> {
  const rules = await withData(options, (data) => verifyData(data, (verified) => output.line(forPeople(verified))));
  const broken = rules.filter(({ breaks }) => breaks.length > 0).length;
  const whole = broken === 0;
  output.result({ whole, rules }, whole ? '\nEverything holds.' : `\n${broken} of ${rules.length} rules do not hold.`);
  return whole ? EXIT.done : EXIT.failed;
}

function forPeople({ rule, breaks }: Verified): string {
  const lines = breaks.map(({ what, found, expected }) => `    ${what}: found ${found}; expected ${expected}`);
  return [`${breaks.length === 0 ? '✓' : '✗'} ${rule}`, ...lines].join('\n');
}
