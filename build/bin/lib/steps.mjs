import { runNode } from './node24.mjs';

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs all steps, at most `width` at a time, whether others fail or not. Shows the whole output of those which fail.
 * @param {{ name: string, args: string[], env?: Record<string, string> }[]} steps arguments for the pinned Node
 * @returns {Promise<{ name: string, code: number, durationMs: number }[]>} in the order given
 */
export async function runSteps(steps, width = 2) {
  const results = new Array(steps.length);
  let next = 0;
  async function work() {
    while (next < steps.length) {
      const index = next++;
      const step = steps[index];
      const result = await runNode(step.args, { env: { NO_COLOR: '1', ...step.env }, capture: true });
      results[index] = { name: step.name, code: result.code, durationMs: result.durationMs };
      if (result.code === 0) console.log(`ok    ${step.name} (${seconds(result.durationMs)})`);
      else console.log(`FAIL  ${step.name} (${seconds(result.durationMs)})\n${indent(result.output)}`);
    }
  }
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

/** One line per step, and how long all of it took. */
export function summaryTable(results, totalMs) {
  const width = Math.max(...results.map((result) => result.name.length));
  const lines = results.map(
    ({ name, code, durationMs }) =>
      `  ${code === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${seconds(durationMs).padStart(8)}`,
  );
  return [...lines, `        ${'in all'.padEnd(width)}  ${seconds(totalMs).padStart(8)}`].join('\n');
}

function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
}
