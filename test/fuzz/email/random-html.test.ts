import { describe, expect, it } from 'vitest';
import { sanitiseHtml } from '#server/channels/email/parse/sanitise.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { hostileDocument } from '#test/support/hostile-document.ts';

const DOCUMENTS = 10_000;
const SEED = 42;

describe('random hostile HTML', () => {
  it('[CH4] is clean after one cleaning: a second changes nothing, ten thousand times', () => {
    const random = seededRandom(SEED);
    const unstable: number[] = [];
    let refused = 0;
    const began = performance.now();
    for (let n = 0; n < DOCUMENTS; n += 1) {
      const once = sanitiseHtml(hostileDocument(random, 3));
      if (once === null) refused += 1;
      else if (sanitiseHtml(once.html)?.html !== once.html) unstable.push(n);
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${DOCUMENTS} documents in ${seconds} s, ${refused} refused\n`);
    expect(unstable).toEqual([]);
    expect(refused).toBeLessThan(DOCUMENTS / 100);
  });
});
