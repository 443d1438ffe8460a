import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#build/root.ts';
import { APP_ID } from '#electron/app-id.ts';
import { parsePolicy } from '#electron/policy/policy.ts';
import { parseRegistry } from '#electron/policy/registry-policy.ts';
import { lockedSchema, policySchema } from '#shared/ipc/policy.ts';

/** What a form of a few fields can not hold; the file of a Linux desktop can. */
const NOT_IN_FORMS = ['alerts', 'globalShortcuts'];

const read = (name: string): string => readFileSync(join(root, 'docs/examples/policy', name), 'utf8');
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? '');
const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const names = {
  policy: Object.keys(policySchema.shape),
  locked: Object.keys(lockedSchema.shape).filter((name) => !NOT_IN_FORMS.includes(name)),
};

const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi';
const admx = read('tsunagi.admx');

type Value = { readonly key: string; readonly name: string; readonly type: string; readonly text: string };

/** Sample texts for the fields that are written in. */
const WRITTEN: Readonly<Record<string, string>> = {
  Hub: 'https://hub.example.co.jp',
  CrashReportsTo: 'https://crash.example.co.jp/',
  Script: 'https://example.co.jp/proxy.pac',
  Server: 'proxy.example.co.jp:8080',
  Bypass: '*.example.co.jp\\010.0.0.0/8',
  CertificateAuthorities: 'C:\\ProgramData\\company.pem\\0D:\\other.pem',
};

/** Everything that Group Policy would write by one policy of the template, value by value. */
function valuesOf(policy: string): readonly Value[] {
  const [, path = '', own] = /key="SOFTWARE\\Policies\\Tsunagi([^"]*)"(?: valueName="(\w+)")?/.exec(policy) ?? [];
  const key = KEY + path;
  const yesNo = own === undefined ? [] : ['0x0', '0x1'].map((text) => ({ key, name: own, type: 'REG_DWORD', text }));
  const chosen = [...policy.matchAll(/<enum id="\w+" valueName="(\w+)"[^>]*>(.*?)<\/enum>/gs)].flatMap(
    ([, name = '', items = '']) =>
      all(items, /<string>(.*?)<\/string>/g).map((text) => ({ key, name, type: 'REG_SZ', text })),
  );
  const written = [...policy.matchAll(/<(text|multiText) id="\w+" valueName="(\w+)"/g)].map(([, kind, name = '']) => ({
    ...{ key, name, text: WRITTEN[name] ?? '' },
    type: kind === 'multiText' ? 'REG_MULTI_SZ' : 'REG_SZ',
  }));
  return [...yesNo, ...chosen, ...written];
}

const values = all(admx, /(<policy .*?<\/policy>)/gs).flatMap(valuesOf);
/** As `reg query` prints the values of one key. */
const print = (some: readonly Value[]): string =>
  [some[0]?.key ?? '', ...some.map(({ name, type, text }) => `    ${name}    ${type}    ${text}`)].join('\r\n');

describe('[DK3] the template for Group Policy', () => {
  it('has every setting of a policy, and no other', () => {
    const below = (part: string) => [
      ...new Set(values.filter(({ key }) => key === `${KEY}${part}`).map(({ name }) => camel(name))),
    ];
    expect([...below(''), 'locked', 'proxy'].sort()).toEqual([...names.policy].sort());
    expect(below('\\Locked').sort()).toEqual(names.locked.filter((name) => name !== 'composerHeight').sort());
    expect(below('\\Proxy').sort()).toEqual(['bypass', 'mode', 'script', 'server']);
  });

  it.each(values.filter(({ key }) => key !== `${KEY}\\Proxy`).map((one) => [one.name, one.text, one] as const))(
    'writes what the desktop takes: %s %s',
    (_name, _text, one) => {
      const { policy, problems } = parsePolicy(parseRegistry(print([one])), 'registry');
      expect(problems).toEqual([]);
      expect(JSON.stringify(policy)).toContain(camel(one.name));
    },
  );

  it.each([
    ['system', []],
    ['direct', []],
    ['auto', ['Script']],
    ['fixed', ['Server', 'Bypass']],
  ])('writes a proxy that the desktop takes: %s', (mode, fields) => {
    const some = values.filter(
      ({ key, name, text }) => key === `${KEY}\\Proxy` && (text === mode || fields.includes(name)),
    );
    const { policy, problems } = parsePolicy(parseRegistry(print(some)), 'registry');
    expect(problems).toEqual([]);
    expect(policy.proxy).toMatchObject({ mode });
  });

  it.each(['en-US', 'ja-JP'])('has all of its words in %s', (language) => {
    const adml = read(`${language}/tsunagi.adml`);
    const used = (kind: string) => [...new Set(all(admx, new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, 'g')))].sort();
    expect([...all(adml, /<string id="(\w+)">[^<]/g)].sort()).toEqual(used('string'));
    expect([...all(adml, /<presentation id="(\w+)">/g)].sort()).toEqual(used('presentation'));
    const fields = (text: string, attribute: string) =>
      all(text, new RegExp(`<(?:text|multiText|enum|textBox|multiTextBox|dropdownList) ${attribute}="(\\w+)"`, 'g'));
    expect([...fields(adml, 'refId')].sort()).toEqual([...fields(admx, 'id')].sort());
  });
});

describe('[DK3] the profile for macOS', () => {
  const profile = read('tsunagi.mobileconfig');
  // The payload alone: what is before it is the profile's own.
  const payload = profile.slice(profile.indexOf('<key>PayloadContent</key>')).replace(/^.*?<dict>/s, '<dict>');

  it('is for the app, and holds every setting with values that the desktop takes', () => {
    const { policy, problems } = parsePolicy(withoutBookkeeping(contentsOf(payload)), 'profile');
    expect(payload).toContain(`<key>PayloadType</key><string>${APP_ID}</string>`);
    expect(problems).toEqual([]);
    expect(Object.keys(policy).sort()).toEqual([...names.policy].sort());
    expect(Object.keys(policy.locked ?? {}).sort()).toEqual([...names.locked].sort());
  });
});

function withoutBookkeeping(value: unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => !name.startsWith('Payload')));
}

/** As much of a property list as profiles have. */
function contentsOf(text: string): unknown {
  const tokens = [...text.matchAll(/<(\/?)(dict|array)>|<(true|false)\/>|<(key|string|real|integer)>([^<]*)<\/\4>/g)];
  let at = 0;
  const next = (): unknown => {
    const [, closes, holder, yesNo, kind, value = ''] = tokens[at++] ?? [];
    if (yesNo !== undefined) return yesNo === 'true';
    if (kind !== undefined) return kind === 'real' || kind === 'integer' ? Number(value) : value;
    if (closes === '/' || holder === undefined) return END;
    const parts: unknown[] = [];
    for (let part = next(); part !== END; part = next()) parts.push(part);
    if (holder === 'array') return parts;
    return Object.fromEntries(parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1]]] : [])));
  };
  return next();
}

const END = Symbol('end');
