import { runNode } from './node24.mjs';

/**
 * @typedef {{ name: string, args: string[], env?: Record<string, string> }} Step `args` are for the pinned Node
 * @typedef {{ name: string, code: number, durationMs: number }} StepResult
 */

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs all steps, at most `width` at a time, whether others fail or not. Shows the whole output of those which fail.
 * @param {readonly Step[]} steps
 * @param {number} width
 * @returns {Promise<StepResult[]>} in the order given
 */
export async function runSteps(steps, width = 2) {
  /** @type {StepResult[]} */
  const results = new Array(steps.length);
  const waiting = steps.entries();
  async function work() {
    // The iterator is shared: each worker takes the next step that no other has taken.
    for (const [index, step] of waiting) {
      const result = await runNode(step.args, { env: { NO_COLOR: '1', ...step.env }, capture: true });
      results[index] = { name: step.name, code: result.code, durationMs: result.durationMs };
      if (result.code === 0) console.log(`ok    ${step.name} (${seconds(result.durationMs)})`);
      else console.log(`FAIL  ${step.name} (${seconds(result.durationMs)})\n${indent(result.output)}`);
    }
  }
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

/**
 * One line per step, and how long all of it took.
 * @param {readonly StepResult[]} results
 * @param {number} totalMs
 * @returns {string}
 */
export function summaryTable(results, totalMs) {
  const width = Math.max(...results.map((result) => result.name.length));
  const lines = results.map(
    ({ name, code, durationMs }) =>
      `  ${code === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${seconds(durationMs).padStart(8)}`,
  );
  return [...lines, `        ${'in all'.padEnd(width)}  ${seconds(totalMs).padStart(8)}`].join('\n');
}

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
}
