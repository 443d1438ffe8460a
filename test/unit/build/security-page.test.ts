import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#build/root.ts';

const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const named = [...page.matchAll(/`((?:test|electron|shared)\/[^`*]+)`/g)].map(([, path]) => path ?? '');

describe('the page about security', () => {
  it('names tests and files, and only such as there are', () => {
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('shows every threat to the desktop by a test', () => {
    const desktop = page.slice(page.indexOf('## The desktop'), page.indexOf('## The hub'));
    const rows = desktop.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
    expect(rows.length).toBeGreaterThan(12);
    expect(rows.filter((row) => !/`test\/[^`]+`/.test(row))).toEqual([]);
  });
});
