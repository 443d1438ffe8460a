import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ where: string, said: string }} Failure `said` is the first line of what was reported, without colours
 * @typedef {{ status: string, name: string, message: string,
 *   assertionResults: { status: string, fullName: string, failureMessages?: string[] | null }[] }} VitestFile
 * @typedef {{ title: string, file: string, line: number, ok: boolean,
 *   tests: { results: { errors?: { message?: string }[] }[] }[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/** @param {string | null | undefined} text */
function firstLine(text) {
  const [line = ''] = stripVTControlCharacters(text ?? '')
    .trim()
    .split('\n');
  return line.trim();
}

/**
 * @param {VitestFile} file
 * @returns {Failure[]}
 */
function ofVitest(file) {
  const tests = file.assertionResults.filter(({ status }) => status === 'failed');
  // A file that could not be loaded has no tests to name.
  if (tests.length === 0 && file.status === 'failed') return [{ where: file.name, said: firstLine(file.message) }];
  return tests.map(({ fullName, failureMessages }) => ({
    where: `${file.name} › ${fullName}`,
    said: firstLine(failureMessages?.[0]),
  }));
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {Failure[]}
 */
function ofPlaywright(suite) {
  const own = (suite.specs ?? []).filter(({ ok }) => !ok);
  return [
    ...own.map(({ title, file, line, tests }) => ({
      where: `${file}:${line} › ${title}`,
      said: firstLine(tests.flatMap(({ results }) => results).flatMap(({ errors }) => errors ?? [])[0]?.message),
    })),
    ...(suite.suites ?? []).flatMap(ofPlaywright),
  ];
}

/**
 * Which tests of one Vitest or Playwright JSON report failed, by file and name; a missing or broken report names itself.
 * @param {string} path
 * @returns {Failure[]}
 */
export function readFailures(path) {
  if (!existsSync(path)) return [{ where: path, said: 'there is no report: its runner died' }];
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    if (report.testResults !== undefined) return report.testResults.flatMap(ofVitest);
    return [
      ...(report.suites ?? []).flatMap(ofPlaywright),
      ...report.errors.map((/** @type {{ message?: string }} */ { message }) => ({
        where: path,
        said: firstLine(message),
      })),
    ];
  } catch (cause) {
    return [{ where: path, said: `the report can not be read: ${cause instanceof Error ? cause.message : cause}` }];
  }
}
