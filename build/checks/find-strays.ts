import type { HomeRule } from './homes.table.ts';

/** One line that has something which lives elsewhere. */
export type Stray = { readonly path: string; readonly line: number; readonly text: string; readonly rule: HomeRule };

/** Rules about comments see them; all others do not, so that prose may name what code may not use. */
function isAboutComments(rule: HomeRule): boolean {
  return rule.pattern.source.startsWith('@ts-');
}

/** Takes out comments that begin a line and comments after code. A `//` inside a string follows no space. */
function withoutComment(line: string): string {
  if (/^\s*(\/\/|\/\*|\*)/.test(line)) return '';
  return line.replace(/\s\/\/\s.*$/, '').replace(/\/\*.*?\*\//g, '');
}

/** All strays of one file. `path` is from the repository's root, with `/`. */
export function findStrays(path: string, source: string, rules: readonly HomeRule[]): Stray[] {
  const relevant = rules.filter((rule) => (rule.zone?.test(path) ?? true) && !rule.homes?.test(path));
  if (relevant.length === 0) return [];
  return source.split('\n').flatMap((text, index) => {
    const code = withoutComment(text);
    return relevant
      .filter((rule) => rule.pattern.test(isAboutComments(rule) ? text : code))
      .map((rule) => ({ path, line: index + 1, text: text.trim(), rule }));
  });
}
