import { describe, expect, it } from 'vitest';
import { dependencyFaults, type LockedPackage } from '#build/checks/dependency-faults.ts';
import { isAccepted } from '#build/checks/licence-expression.ts';

const good: LockedPackage = { version: '1.0.0', license: 'MIT', integrity: 'sha512-AA==' };
const faultsOf = (locked: LockedPackage, name = 'a') =>
  dependencyFaults({ packages: { '': {}, [`node_modules/${name}`]: locked } }, { node: true });

describe('a licence', () => {
  const accepted = new Set(['MIT', 'Apache-2.0']);
  it.each([
    ['MIT', true],
    ['GPL-3.0-only', false],
    ['(MPL-2.0 OR Apache-2.0)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT AND GPL-2.0', false],
    ['MIT OR (GPL-2.0 AND Apache-2.0)', true],
    ['(MIT OR GPL-2.0) AND GPL-3.0', false],
    ['GPL-2.0 WITH Classpath-exception-2.0', false],
    ['SEE LICENSE IN LICENSE', false],
    ['UNLICENSED', false],
    ['', false],
  ])('"%s" is accepted: %s', (expression, expected) => {
    expect(isAccepted(expression, accepted)).toBe(expected);
  });
});

describe('a locked package', () => {
  it('is in order with a known licence and a sum', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  it('may be under a stricter licence as a tool, not in the product', () => {
    expect(faultsOf({ ...good, license: 'MPL-2.0', dev: true })).toEqual([]);
    expect(faultsOf({ ...good, license: 'MPL-2.0' })).toEqual([expect.stringContaining('a is under MPL-2.0')]);
    expect(faultsOf({ ...good, license: 'AGPL-3.0', dev: true })).toEqual([
      expect.stringContaining('not accepted for tools'),
    ]);
  });

  it('without a stated licence is a fault until somebody has looked', () => {
    const { license: _none, ...unstated } = good;
    expect(faultsOf(unstated)).toEqual([expect.stringContaining('states no licence')]);
    expect(faultsOf(unstated, 'xmlhttprequest-ssl')).toEqual([]);
  });

  it('that states its licence in words of its own is a fault until somebody has read it, and once it says another', () => {
    expect(faultsOf({ ...good, license: '(MIT AND BSD)' })).toEqual([expect.stringContaining('(MIT AND BSD)')]);
    expect(faultsOf({ ...good, license: '(MIT AND BSD)' }, 'dictionary-en')).toEqual([]);
    expect(faultsOf({ ...good, license: 'GPL-2.0' }, 'dictionary-en')).toEqual([expect.stringContaining('GPL-2.0')]);
  });

  it('from elsewhere, without a strong sum, or as a link is a fault', () => {
    expect(faultsOf({ ...good, integrity: 'sha1-AA==' })).toEqual([expect.stringContaining('no sha512')]);
    expect(faultsOf({ ...good, resolved: 'git+ssh://git@example.test/a.git' })).toEqual([
      expect.stringContaining('comes from git+ssh'),
    ]);
    expect(faultsOf({ ...good, resolved: 'https://mirror.example.test/a-1.0.0.tgz' })).toEqual([
      expect.stringContaining('comes from https://mirror.example.test'),
    ]);
    expect(faultsOf({ ...good, link: true })).toEqual([expect.stringContaining('is a link')]);
  });

  it('that runs a script when it is installed has to be agreed to', () => {
    expect(faultsOf({ ...good, hasInstallScript: true })).toEqual([expect.stringContaining('runs a script')]);
    expect(faultsOf({ ...good, hasInstallScript: true }, 'node')).toEqual([]);
  });
});
