import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { freePort } from './free-port.ts';

/** What every mailbox of the test's servers opens with. */
export const MAIL_PASSWORD = 'pw';

export type TestImap = {
  readonly port: number;
  /** Puts a mail into a folder, as a delivering server does. */
  readonly deliver: (user: string, raw: string | Buffer, folder?: string) => Promise<void>;
  /** The sources of a folder, oldest first. */
  readonly mails: (user: string, folder?: string) => Promise<string[]>;
  /** Does something in a mailbox by a client of its own. */
  readonly inMailbox: <T>(user: string, act: (client: ImapFlow) => Promise<T>) => Promise<T>;
};

/** A real Dovecot of one's own: any user, password MAIL_PASSWORD, loopback only; until it is closed. */
export async function startDovecot(): Promise<TestImap & { readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-dovecot-'));
  const port = await freePort();
  for (const name of ['run', 'log', 'box']) await mkdir(join(folder, name));
  // Its workers are nobody, whoever runs the tests.
  await chmod(folder, 0o755);
  await chmod(join(folder, 'box'), 0o777);
  const file = join(folder, 'dovecot.conf');
  await writeFile(file, dovecotConf(folder, port));
  const child = spawn('dovecot', ['-F', '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await listening(port, child, () => said);
  const inMailbox: TestImap['inMailbox'] = async (user, act) => {
    const auth = { user, pass: MAIL_PASSWORD };
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await act(client);
    } finally {
      await client.logout();
    }
  };
  return {
    port,
    inMailbox,
    close: async () => {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
    deliver: (user, raw, name = 'INBOX') =>
      inMailbox(user, async (client) => {
        if (name !== 'INBOX') await client.mailboxCreate(name);
        await client.append(name, typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw);
      }),
    mails: (user, name = 'INBOX') =>
      inMailbox(user, async (client) => {
        const { exists } = await client.mailboxOpen(name);
        if (exists === 0) return [];
        const all = await client.fetchAll('1:*', { source: true });
        return all.map(({ source }) => source?.toString('utf8') ?? '');
      }),
  };
}

function dovecotConf(run: string, port: number): string {
  return `base_dir = ${run}/run
log_path = ${run}/log/dovecot.log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
mail_location = maildir:${run}/box/%u
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
listen = 127.0.0.1
auth_failure_delay = 0
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
passdb {
  driver = static
  args = password=${MAIL_PASSWORD}
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${run}/box/%u
}
namespace inbox {
  inbox = yes
}
`;
}

async function listening(port: number, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`dovecot ended with ${child.exitCode}: ${said()}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`dovecot does not listen on ${port}: ${said()}`);
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    setTimeout(() => socket.destroy(), 1000).unref();
  }).then((result) => result as boolean);

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}
