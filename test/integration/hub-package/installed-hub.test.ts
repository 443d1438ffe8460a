import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildDeb } from '#build/hub-package/deb.ts';
import { runTool } from '#build/release/run-tool.ts';
import { root } from '#build/root.ts';
import { cleanRootFor } from '#test/support/clean-root.ts';
import { freePort } from '#test/support/free-port.ts';
import { mayEnterRoots } from '#test/support/may-enter-roots.ts';
import { makeTempDir, removeDir, tempDir } from '#test/support/temp-dir.ts';

const PAGE = '<title>desk</title>';
/** What an administrator types, in the order of docs/operations.md; each line tells its name, its exit code and its last words. */
const sessionOn = (port: number): string => `
tell() { printf '%s\\t%s\\t%s\\n' "$1" "$2" "$3"; }
run() { name=$1; shift; said=$("$@" --json); tell "$name" $? "$(printf '%s' "$said" | tail -n 1)"; }
tell rights 0 "$(stat -c '%a %U' /etc/tsunagi-hub/secret-key /etc/tsunagi-hub/hub.env /var/lib/tsunagi-hub /var/backups/tsunagi-hub | tr '\\n' ',')"
sed -i 's/^TSUNAGI_PORT=.*/TSUNAGI_PORT=${port}/' /etc/tsunagi-hub/hub.env
run doctor tsunagi-hub doctor
run agent tsunagi-hub agent add yamada --role admin
tsunagi-hub hub >/tmp/hub.log 2>&1 &
hub=$!
/usr/lib/tsunagi-hub/bin/node -e '
  const hub = Number(process.argv[1]);
  const answer = (path) => fetch("http://127.0.0.1:${port}" + path).catch(() => ({ ok: false }));
  while (!(await answer("/readyz")).ok) { process.kill(hub, 0); await new Promise((done) => setTimeout(done, 100)); }
  console.log((await (await answer("/")).text()).trim());
' --input-type=module $hub >/tmp/page || cat /tmp/hub.log
tell page 0 "$(cat /tmp/page)"
tell process 0 "$(stat -c %U /proc/$hub) $(grep CapPrm /proc/$hub/status | tr -d '\\t')"
run backup tsunagi-hub backup --into /var/backups/tsunagi-hub --keep 14
kill -TERM $hub; wait $hub; tell stop $? ''
rm -r /var/lib/tsunagi-hub/postgres /var/lib/tsunagi-hub/tsunagi.json
run restore tsunagi-hub restore /var/backups/tsunagi-hub/tsunagi-*
sh /var/lib/dpkg/info/tsunagi-hub.postrm purge 2>/dev/null
tell purged $? "$(ls -d /etc/tsunagi-hub/secret-key /var/lib/tsunagi-hub/postgres /var/backups/tsunagi-hub/tsunagi-* | wc -l)"
`;

type Told = { readonly code: number; readonly text: string };

/** Builds the package, installs it where nothing but what it asks for is there, and does what an administrator does. */
async function installAndUse(folder: string): Promise<ReadonlyMap<string, Told>> {
  const bundled = join(folder, 'renderer');
  await mkdir(join(bundled, 'desk'), { recursive: true });
  await writeFile(join(bundled, 'desk', 'index.html'), PAGE);
  const deb = await buildDeb({ root, bundled, out: folder, compression: 'none' });
  // A clean root takes it along, and there is none where no window was opened yet.
  const displays = '/tmp/.X11-unix';
  if (await mkdir(displays, { recursive: true })) await chmod(displays, 0o1777);
  const clean = await cleanRootFor(deb);
  try {
    // Moved and not copied: it is not compressed, and large.
    await rename(deb, join(clean.folder, 'tmp', 'hub.deb'));
    const installed = await clean.asRoot(['dpkg', '--force-unsafe-io', '--install', '/tmp/hub.deb']);
    if (installed.code !== 0) throw new Error(installed.output);
    const { output } = await clean.asRoot(['timeout', '-k', '5', '400', 'sh', '-c', sessionOn(await freePort())]);
    if (!output.includes('purged\t')) throw new Error(output);
    const lines = output.split('\n').map((line) => line.split('\t'));
    return new Map(lines.map(([name = '', code, text = '']) => [name, { code: Number(code), text }]));
  } finally {
    await clean.remove();
  }
}

/** A folder of another system is entered by root alone, and by mounts. */
if (mayEnterRoots()) {
  let told: ReadonlyMap<string, Told>;
  const answer = (name: string) => {
    const { code, text } = told.get(name) ?? { code: -1, text: '' };
    return { code, ...(JSON.parse(text) as { data: Record<string, unknown> }) };
  };

  beforeAll(async () => {
    const folder = await makeTempDir('tsunagi-hub-deb-test-');
    try {
      told = await installAndUse(folder);
    } finally {
      await removeDir(folder);
    }
  }, 600_000);

  it('the package asks for what it needs: where nothing else is installed doctor finds it ready', () => {
    expect(answer('doctor')).toMatchObject({ code: 0, data: { ready: true } });
    expect(told.get('doctor')?.text).not.toContain('Electron');
  });

  it('the key is root’s alone, settings are nobody’s else, and data and backups are the hub’s', () => {
    expect(told.get('rights')?.text).toBe('600 root,640 root,711 tsunagi-hub,700 tsunagi-hub,');
  });

  it('the hub works as a user of its own without rights, shows the desk, and stops when it is told', () => {
    expect(answer('agent')).toMatchObject({ code: 0, data: { login: 'yamada', role: 'admin' } });
    expect(told.get('page')?.text).toBe(PAGE);
    expect(told.get('process')?.text).toMatch(/^tsunagi-hub CapPrm:0+$/);
    expect(told.get('stop')?.code).toBe(0);
  });

  it('[SY6] root keeps a backup while it works, and restores it whole', () => {
    const taken = answer('backup');
    expect(taken).toMatchObject({ code: 0, data: { removed: [] } });
    expect(taken.data['rows']).toBeGreaterThan(0);
    expect(answer('restore')).toMatchObject({
      code: 0,
      data: { whole: true, broken: [], rows: taken.data['rows'] },
    });
  });

  it('purging the package leaves key, data and backups', () => {
    expect(told.get('purged')).toEqual({ code: 0, text: '3' });
  });
} else {
  it('the package is built by anybody, and belongs to root', async () => {
    const folder = await tempDir();
    await mkdir(join(folder, 'renderer'));
    const deb = await buildDeb({ root, bundled: join(folder, 'renderer'), out: folder, compression: 'none' });
    const { output } = await runTool('dpkg-deb', ['--contents', deb]);
    expect(output).toContain('./usr/lib/tsunagi-hub/server/cli.ts');
    expect(output).not.toMatch(/^\S+ (?!root\/root)/m);
  });
}
