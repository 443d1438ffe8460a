import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { io } from 'socket.io-client';
import { root } from '#build/root.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import type { QueryInput, QueryName, QueryOutput } from '#shared/wire/queries.ts';
import type { TypingSignal } from '#shared/wire/socket.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { freePort } from './free-port.ts';

/** A real hub in a process of its own, on its own embedded database: it can be killed, and comes back at the same address. */
export type ChildHub = {
  readonly url: string;
  readonly dataFolder: string;
  /** `kill -9`. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops it cleanly; `start` starts it again. */
  readonly stop: () => Promise<void>;
  /** Stops it cleanly and removes its data. */
  readonly close: () => Promise<void>;
  readonly agent: (who: { login: string; name: string; publicName: string }) => Promise<ChildHubAgent>;
  /** Signs in somebody who is there already, over HTTP. */
  readonly signIn: (who: { login: string; password: string }) => Promise<ChildHubAgent>;
  /** One `tsunagi` command beside it, on its data; gives what the command prints with `--json`, and rejects when it fails. */
  readonly cli: (args: readonly string[], stdin?: string) => Promise<unknown>;
  /** The people of the demo shop, newly each start; nobody without the demo. */
  readonly demoPeople: () => readonly DemoPerson[];
};

export type DemoPerson = { readonly login: string; readonly password: string; readonly signInCode: string };

/** Somebody signed in to it, who works over HTTP; what is refused is thrown. */
export type ChildHubAgent = {
  readonly command: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutput<N>>;
  readonly query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<QueryOutput<N>>;
  /** Waits for a conversation in a tab whose last customer-visible words are these, and gives its row. */
  readonly row: (preview: string, tab?: 'team' | 'mine' | 'all') => Promise<InboxRow>;
  readonly claim: (row: InboxRow) => Promise<InboxRow>;
  /** Answers, having seen everything there is. */
  readonly answer: (row: InboxRow, text: string) => Promise<void>;
  /** Opens the customer in a window of the agent's, who begins to write; until `stop` it hears who else is writing. */
  readonly types: (row: InboxRow) => Promise<{ readonly heard: readonly TypingSignal[]; stop: () => void }>;
};

/** The team that a new workspace starts with, where new conversations go. */
export const DEFAULT_TEAM = 'お客様サポート';
const READY_MS = 150_000;
/** Everybody's who was added by `agent`. */
export const PASSWORD = 'correct-horse-battery-42';

type Options = {
  readonly demo?: boolean;
  /** The data folder of a hub that was stopped; it is copied, owners and all. */
  readonly copyOf?: string;
  /** It knows its own address, as a hub that customers reach: links lead to it. */
  readonly isPublic?: boolean;
};

export async function startChildHub(options: Options = {}): Promise<ChildHub> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tsunagi-child-hub-'));
  if (options.copyOf !== undefined) await promisify(execFile)('cp', ['-a', `${options.copyOf}/.`, dataFolder]);
  // The database runs as somebody else when we are root, and walks through it.
  await chmod(dataFolder, 0o711);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let people: readonly DemoPerson[] = [];

  async function start(): Promise<void> {
    const demo = options.demo === true ? ['--demo'] : [];
    const args = ['hub', '--json', '--port', String(port), '--data', dataFolder, ...demo];
    child = spawn(process.execPath, [join(root, 'server/cli.ts'), ...args], {
      cwd: root,
      env: { ...process.env, TSUNAGI_LOG_LEVEL: 'warn', ...(options.isPublic && { TSUNAGI_PUBLIC_URL: url }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      people = (await ready(child)).demo?.agents ?? [];
    } catch (thrown) {
      // One that is late is not left behind.
      await end('SIGKILL');
      throw thrown;
    }
  }

  async function cli(args: readonly string[], stdin = ''): Promise<unknown> {
    const command = [join(root, 'server/cli.ts'), ...args, '--data', dataFolder, '--json'];
    const run = promisify(execFile)(process.execPath, command, { cwd: root });
    run.child.stdin?.end(stdin);
    const answer = JSON.parse((await run).stdout.trim().split('\n').at(-1) ?? '') as { data: unknown };
    return answer.data;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    dataFolder,
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async close() {
      await end('SIGTERM');
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
    async agent({ login, name, publicName }) {
      const given = ['--name', name, '--public-name', publicName, '--password-stdin', '--team', DEFAULT_TEAM];
      await cli(['agent', 'add', login, ...given], PASSWORD);
      return signIn(url, { login, password: PASSWORD });
    },
    signIn: (who) => signIn(url, who),
    cli,
    demoPeople: () => people,
  };
}

type Started = { readonly url: string; readonly demo?: { readonly agents: readonly DemoPerson[] } };

function ready(child: ChildProcess): Promise<Started> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no hub within ${READY_MS} ms: ${said}`)), READY_MS);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const line = said.split('\n').find((each) => each.startsWith('{"ok":true'));
      if (line === undefined || !said.includes(`${line}\n`)) return;
      clearTimeout(timer);
      resolve((JSON.parse(line) as { data: Started }).data);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the hub ended with ${code}: ${said}`));
    });
  });
}

async function signIn(url: string, { login, password }: { login: string; password: string }): Promise<ChildHubAgent> {
  async function post<T>(path: string, body: unknown, token?: string): Promise<T> {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as Answer<T>;
    if (!answer.ok) throw new Error(`${path} refused ${answer.error.code}: ${answer.error.message}`);
    return answer.data;
  }
  const credentials = { login, password, client: 'desktop' };
  const { accessToken: token } = await post<{ accessToken: string }>('/api/v1/auth/login', credentials);
  const command: ChildHubAgent['command'] = (name, input) =>
    post(`/api/v1/commands/${name}`, { id: randomUUID(), input }, token);
  const query: ChildHubAgent['query'] = (name, input) => post(`/api/v1/queries/${name}`, { input }, token);

  return {
    command,
    query,
    async row(preview, tab = 'team') {
      const deadline = performance.now() + 10_000;
      for (;;) {
        const { rows } = await query('inbox.list', { tab });
        const found = rows.find((row) => row.preview === preview);
        if (found !== undefined) return found;
        if (performance.now() > deadline) throw new Error(`no “${preview}” among ${rows.map((r) => r.preview)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async claim(row) {
      const { conversation } = await command('conversation:claim', {
        conversationId: row.conversationId,
        epoch: row.epoch,
      });
      return { ...row, epoch: conversation.epoch };
    },
    async answer({ conversationId, customerId, epoch }, text) {
      const { customer } = await query('customer.open', { customerId, conversationId });
      const seen = { [customerId]: customer.lastSeq };
      await command('message:send', { conversationId, epoch, text, seen });
    },
    async types({ customerId, conversationId }) {
      const auth = { token, version: WIRE_VERSION };
      const socket = io(`${url}/agent`, { transports: ['websocket'], forceNew: true, auth });
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      const heard: TypingSignal[] = [];
      socket.on('typing', (signal: TypingSignal) => void heard.push(signal));
      const topics = [{ topic: customerTopic(customerId) }];
      await socket.timeout(20_000).emitWithAck('follow', { topics });
      socket.emit('typing', { conversationId, mode: 'reply', active: true });
      return { heard, stop: () => void socket.disconnect() };
    },
  };
}
