import { describe, expect, it } from 'vitest';
import { type FileFacts, whyNotOwnedByRoot } from '#electron/policy/owned-file.ts';
import { parsePolicy, policyView } from '#electron/policy/policy.ts';
import { parseRegistry, readRegistryPolicy } from '#electron/policy/registry-policy.ts';

describe('a company’s policy', () => {
  it('[DK3] is taken part by part: a wrong one undoes no other', () => {
    const { policy, problems } = parsePolicy(
      {
        hub: 'https://hub.example.jp',
        updates: 'never',
        updateChannel: 'beta',
        locked: { theme: 'dark' },
        colour: 'red',
      },
      'file',
    );
    expect(policy).toEqual({ hub: 'https://hub.example.jp', updateChannel: 'beta', locked: { theme: 'dark' } });
    expect(problems).toHaveLength(2);
    expect(problems.join()).toContain('“updates” cannot be used');
    expect(problems.join()).toContain('“colour” is no setting of a policy');
  });

  it('[DK1] never opens the way to a debugger by a value that is not exactly yes', () => {
    for (const remoteDebugging of ['true', 1, 'yes', {}, null])
      expect(parsePolicy({ remoteDebugging }, 'file').policy.remoteDebugging).toBeUndefined();
    expect(parsePolicy({ remoteDebugging: true }, 'file').policy.remoteDebugging).toBe(true);
  });

  it('keeps a hub that cannot be used, so that the agent’s own does not take its place', () => {
    expect(parsePolicy({ hub: 42 }, 'file').policy.hub).toBe('42');
    expect(parsePolicy({ hub: null }, 'file').policy.hub).toBe('null');
  });

  it('locks what can be locked, and says what cannot', () => {
    const { policy, problems } = parsePolicy({ locked: { theme: 'pink', zoom: 1.25, composerHeight: 90 } }, 'file');
    expect(policy.locked).toEqual({ zoom: 1.25 });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('“locked.theme” cannot be used');
  });

  it.each([null, 'x', 1, ['hub']])('%j is no policy and says so', (raw) => {
    expect(parsePolicy(raw, 'file')).toMatchObject({
      policy: {},
      problems: [expect.stringContaining('not an object')],
    });
  });

  it('takes no name of what every object has', () => {
    const { policy, problems } = parsePolicy(
      JSON.parse('{"__proto__":{"hub":"https://x.example"},"toString":1}'),
      'file',
    );
    expect(policy).toEqual({});
    expect(problems).toHaveLength(2);
  });

  it('tells the page which preferences are locked, and no addresses', () => {
    const reading = parsePolicy(
      {
        hub: 'https://hub.example.jp',
        locked: { theme: 'dark', zoom: 1.5 },
        crashReportsTo: 'https://crash.example.jp/in',
      },
      'profile',
    );
    const view = policyView(reading);
    expect(view).toEqual({
      source: 'profile',
      locked: ['theme', 'zoom'],
      updates: 'on',
      updateChannel: 'stable',
      canSendCrashReports: true,
      problems: [],
    });
  });

  it.each([
    [{ mode: 'fixed', server: 'proxy.example.jp:8080' }, true],
    [{ mode: 'fixed', server: 'proxy.example.jp:8080', bypass: ['*.example.jp', '10.0.0.0/8', '<local>'] }, true],
    [{ mode: 'fixed', server: 'proxy.example.jp' }, false],
    [{ mode: 'fixed', server: 'a:1;b:2' }, false],
    [{ mode: 'auto', script: 'https://example.jp/proxy.pac' }, true],
    [{ mode: 'auto', script: 'file:///tmp/proxy.pac' }, false],
    [{ mode: 'direct' }, true],
  ])('a proxy %j is usable: %s', (proxy, isUsable) => {
    expect(parsePolicy({ proxy }, 'file').policy.proxy !== undefined).toBe(isUsable);
  });
});

describe('a policy in the registry', () => {
  const printed = [
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi',
    '    Hub    REG_SZ    https://hub.example.jp',
    '    Updates    REG_SZ    off',
    '    RemoteDebugging    REG_DWORD    0x0',
    '    CertificateAuthorities    REG_MULTI_SZ    C:\\pki\\a.pem\\0C:\\pki\\b c.pem',
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi\\Locked',
    '    theme    REG_SZ    dark',
    '    Zoom    REG_SZ    1.25',
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi\\Locked\\Deeper',
    '    theme    REG_SZ    light',
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\TsunagiElse\\Locked',
    '    theme    REG_SZ    light',
  ].join('\r\n');

  it('is read as the same policy as a file', () => {
    expect(readRegistryPolicy(() => printed)).toEqual({
      policy: {
        hub: 'https://hub.example.jp',
        updates: 'off',
        remoteDebugging: false,
        certificateAuthorities: ['C:\\pki\\a.pem', 'C:\\pki\\b c.pem'],
        locked: { theme: 'dark', zoom: 1.25 },
      },
      source: 'registry',
      problems: [],
    });
  });

  it('is none when the key is not there, though others can be read', () => {
    const asked: (readonly string[])[] = [];
    const none = readRegistryPolicy((...what) => {
      asked.push(what);
      if (asked.length === 1) throw Object.assign(new Error('Command failed'), { status: 1 });
      return 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\r\n';
    });
    expect(none).toEqual({ policy: {}, source: 'none', problems: [] });
    expect(asked).toEqual([
      ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi', '/s'],
      ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies'],
    ]);
  });

  it('[DK3] is a problem where the administrator forbids the tools that read it, which end as for a key that is not there', () => {
    const forbidden = readRegistryPolicy(() => {
      throw Object.assign(new Error('Command failed'), { status: 1 });
    });
    expect(forbidden.problems).toEqual(['the registry could not be asked for the policy']);
  });

  it('[DK3] is a problem that is told where the registry cannot be asked', () => {
    for (const how of [{ code: 'ETIMEDOUT', status: null }, { code: 'ENOENT' }, { status: 5 }]) {
      const unasked = readRegistryPolicy(() => {
        throw Object.assign(new Error('Command failed'), how);
      });
      expect(unasked.problems).toEqual(['the registry could not be asked for the policy']);
    }
  });

  it('has values with spaces whole', () => {
    const one = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi\r\n    Hub    REG_SZ    not an    address';
    expect(parseRegistry(one)).toEqual({ hub: 'not an    address' });
  });
});

describe('whose a policy file is', () => {
  const folder: FileFacts = { uid: 0, mode: 0o40755, isFile: false, isFolder: true };
  const file: FileFacts = { uid: 0, mode: 0o100644, isFile: true, isFolder: false };
  const disk = (changes: Readonly<Record<string, FileFacts | null>> = {}) => {
    const all: Record<string, FileFacts | null> = {
      '/': folder,
      '/etc': folder,
      '/etc/tsunagi': folder,
      '/etc/tsunagi/policy.json': file,
      ...changes,
    };
    return whyNotOwnedByRoot('/etc/tsunagi/policy.json', (path) => all[path] ?? null);
  };

  it('[DK1] is root’s when it and all folders above it are', () => {
    expect(disk()).toBeNull();
  });

  it.each([
    ['is missing', { '/etc/tsunagi/policy.json': null }, 'missing'],
    ['is another’s', { '/etc/tsunagi/policy.json': { ...file, uid: 1000 } }, 'does not belong to root'],
    ['can be written by its group', { '/etc/tsunagi/policy.json': { ...file, mode: 0o100664 } }, 'can be written'],
    ['can be written by all', { '/etc/tsunagi/policy.json': { ...file, mode: 0o100646 } }, 'can be written'],
    ['is a link', { '/etc/tsunagi/policy.json': { ...file, isFile: false } }, 'not a plain file'],
    ['lies in another’s folder', { '/etc/tsunagi': { ...folder, uid: 1000 } }, 'does not belong to root'],
    ['lies in a folder others write', { '/etc': { ...folder, mode: 0o40777 } }, 'can be written'],
    ['lies behind a link', { '/etc/tsunagi': { ...folder, isFolder: false } }, 'not a plain folder'],
  ])('[DK1] %s: not followed', (_what, changes, why) => {
    expect(disk(changes)).toContain(why);
  });
});
