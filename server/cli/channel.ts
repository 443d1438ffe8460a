import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type Asking, COMMAND_LINE } from '#server/asking.ts';
import { findConnection } from '#server/channels/connections/connections.repository.ts';
import { remove, rotateSecret, setState } from '#server/channels/connections/connections.service.ts';
import { adapterFacts, connectionList } from '#server/channels/connections/list-connections.service.ts';
import { connectOnRecord, onRecord } from '#server/channels/connections/record-connection.ts';
import { testConnection } from '#server/channels/connections/test-connection.service.ts';
import type { ConfigOptions } from '#server/config.ts';
import { readLocale } from '#server/config.ts';
import type { Deps } from '#server/deps.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { AppError } from '#server/errors.ts';
import { inWork } from '#server/work.ts';
import type { CommonOptions } from './act.ts';
import { EXIT, type Output } from './output.ts';
import { type CommandData, withData } from './with-data.ts';

type Options = ConfigOptions & CommonOptions;
type AddOptions = Options & {
  readonly name?: string;
  readonly set: readonly string[];
  /** A file of one `NAME=VALUE` a line, `-` for standard input: secrets do not belong into a shell's history. */
  readonly fields?: string;
};

/** Whoever may write into the data folder administers the hub. */
const operator = (): Asking => ({
  actor: { role: 'admin', id: COMMAND_LINE, teamIds: [] },
  name: 'tsunagi',
  locale: readLocale(),
});
const asDeps = (data: CommandData): Deps => ({ ...data, publisher: { publish: () => undefined } });

/** `tsunagi channel adapters`: every way of connecting a channel and what it asks for. */
export async function runChannelAdapters(output: Output): Promise<undefined> {
  const adapters = adapterFacts();
  const locale = readLocale();
  const lines = adapters.map(
    (a) =>
      `${a.adapter} (${a.channel}): ${a.name[locale]}\n${a.fields.map((f) => `  ${f.name}${f.required ? '*' : ''}: ${f.label[locale]}`).join('\n')}`,
  );
  output.result({ adapters }, lines.join('\n'));
  return undefined;
}

/** `tsunagi channel list`: connections with their health. */
export async function runChannelList(output: Output, options: Options): Promise<undefined> {
  const connections = await withData(options, connectionList);
  const lines = connections.map(
    (c) =>
      `${c.id}  ${c.adapter}  ${c.name}  ${c.health.state}${c.health.lastErrorCode ? ` (${c.health.lastErrorCode}: ${c.health.lastErrorDetail ?? ''})` : ''}`,
  );
  output.result({ connections }, lines.join('\n') || 'no channel is connected');
  return undefined;
}

/** `tsunagi channel add ADAPTER`: connects a channel; prints the address its provider calls. */
export async function runChannelAdd(output: Output, adapter: string, options: AddOptions): Promise<undefined> {
  const fields = { ...(await fieldsOf(options.fields)), ...parsePairs(options.set) };
  const made = await withData(options, async (data) => {
    await ensureWorkspace(data);
    const input = { adapter, name: options.name ?? adapter, fields };
    const id = await inWork(asDeps(data), (work) => connectOnRecord(work, data.vault, operator(), input));
    return (await connectionList(data)).find((c) => c.id === id);
  });
  if (made === undefined) throw new AppError('not_found');
  const hook = made.hookUrl === undefined ? '' : `\nwebhook: ${made.hookUrl}`;
  output.result(made, `connected ${made.name}: ${made.id}${hook}`);
  return undefined;
}

/** `tsunagi channel test ID`: exit code 1 when a step failed. */
export async function runChannelTest(output: Output, id: string, options: Options): Promise<number | undefined> {
  const result = await withData(options, (data) => testConnection(asDeps(data), id));
  const locale = readLocale();
  const lines = result.steps.map(
    (s) => `${s.ok ? 'ok  ' : 'FAIL'} ${s.name[locale]}${s.detail ? `: ${s.detail}` : ''}`,
  );
  output.result(result, lines.join('\n'));
  return result.ok ? undefined : EXIT.failed;
}

const PAUSE = { to: 'paused', act: 'channel:pause' } as const;
const RESUME = { to: 'active', act: 'channel:resume' } as const;
const REMOVE = { to: 'removed', act: 'channel:remove' } as const;

/** `tsunagi channel pause|resume|remove ID`. */
export const runChannelPause = (output: Output, id: string, options: Options) => change(output, id, options, PAUSE);
export const runChannelResume = (output: Output, id: string, options: Options) => change(output, id, options, RESUME);
export const runChannelRemove = (output: Output, id: string, options: Options) => change(output, id, options, REMOVE);

async function change(
  output: Output,
  id: string,
  options: Options,
  { to, act }: typeof PAUSE | typeof RESUME | typeof REMOVE,
): Promise<undefined> {
  await withData(options, (data) =>
    inWork(asDeps(data), (work) =>
      onRecord(work, operator(), { act, connectionId: id }, () =>
        to === 'removed' ? remove(work, id) : setState(work, id, to),
      ),
    ),
  );
  output.result({ id, state: to }, `${id}: ${to}`);
  return undefined;
}

/** `tsunagi channel rotate ID FIELD`: the new secret from standard input; the former stays accepted beside it. */
export async function runChannelRotate(
  output: Output,
  id: string,
  field: string,
  options: Options,
): Promise<undefined> {
  const value = (await text(process.stdin)).trim();
  if (value === '')
    throw new AppError('bad_config', { details: { setting: 'stdin', found: '', expected: 'the new secret' } });
  await withData(options, async (data) => {
    if ((await findConnection(data.db, id)) === null) throw new AppError('not_found');
    await inWork(asDeps(data), (work) =>
      onRecord(work, operator(), { act: 'channel:rotate-secret', connectionId: id }, () =>
        rotateSecret(work, data.vault, { connectionId: id, field, value }),
      ),
    );
  });
  output.result({ id, field }, `${id}: ${field} is new; the former one is still accepted`);
  return undefined;
}

async function fieldsOf(path: string | undefined): Promise<Record<string, string>> {
  if (path === undefined) return {};
  const given = path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  return parsePairs(given.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')));
}

function parsePairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new AppError('bad_config', { details: { setting: '--set', found: pair, expected: 'NAME=VALUE' } });
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}
