import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { reportFailed, reportWorked } from '#server/channels/connections/open-connection.ts';
import type { Connection, Provider } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { ConnectionTest } from '#shared/domain/channel-connection.ts';
import { createDropFolder, type FileReport } from './drop-folder.ts';
import { STORE_CAPABILITIES } from './pos.provider.ts';
import { decodeTillFile, readTillCsv } from './read-till-csv.ts';
import { takeTillEvent } from './take-till-event.service.ts';

/** For tills that can do no better: CSV files in a folder, late and repeated ones welcome. */
export const csvDropProvider: Provider = {
  adapter: 'till_csv',
  channel: 'store',
  name: { ja: 'レジのCSVフォルダ', en: 'Till CSV folder' },
  about: {
    ja: 'フォルダに置かれたCSVを取り込みます。遅れて届いたファイルや同じファイルの再投入も問題ありません。',
    en: 'Takes in CSV files dropped into a folder; late and repeated files are welcome.',
  },
  fields: [
    {
      name: 'folder',
      kind: 'text',
      label: { ja: 'フォルダ（絶対パス）', en: 'Folder (absolute path)' },
      help: { ja: 'ハブが読み書きできるフォルダ', en: 'A folder that the hub may read and write' },
      required: true,
    },
    {
      name: 'everySeconds',
      kind: 'number',
      label: { ja: '確認の間隔（秒）', en: 'Look every (seconds)' },
      required: false,
      initial: '10',
    },
    {
      name: 'offset',
      kind: 'text',
      label: { ja: '時差', en: 'UTC offset of the times' },
      required: false,
      initial: '+09:00',
    },
    { name: 'currency', kind: 'text', label: { ja: '通貨', en: 'Currency' }, required: false, initial: 'JPY' },
  ],
  check: ({ folder, offset, currency }) => {
    if (!isAbsolute(String(folder)))
      return { ja: 'フォルダは絶対パスで指定してください', en: 'the folder has to be an absolute path' };
    if (!/^[+-]\d{2}:\d{2}$/.test(String(offset)))
      return { ja: '時差は +09:00 の形で指定してください', en: 'the offset has to look like +09:00' };
    return /^[A-Z]{3}$/.test(String(currency))
      ? null
      : { ja: '通貨は JPY のような3文字で指定してください', en: 'the currency has to be three letters such as JPY' };
  },
  capabilities: STORE_CAPABILITIES,
  test: async (_deps, connection) => testFolder(String(connection.settings['folder'])),
  run: async (deps, connection) => {
    // What was wrong with the newest file stays to be seen until a better one comes.
    let isClean = true;
    const look = createDropFolder(String(connection.settings['folder']), async (name, bytes) => {
      const report = await takeFile(deps, connection, name, bytes);
      isClean = report.problems.length === 0;
      return report;
    });
    const lookAndTell = async (): Promise<void> => {
      try {
        await look();
        if (isClean) await reportWorked(deps, connection.id);
      } catch (error) {
        await reportFailed(deps, connection.id, 'folder', error instanceof Error ? error.message : 'unreadable');
      }
    };
    let current: Promise<void> = Promise.resolve();
    const beat = () => {
      current = current.then(lookAndTell).catch((error: unknown) => {
        // The database is away: the next beat comes all the same.
        deps.logger.warn({ err: error, connection: connection.id }, 'a till folder could not be looked at');
      });
    };
    const timer = setInterval(beat, Math.max(0.2, Number(connection.settings['everySeconds'] ?? 10)) * 1000);
    beat();
    return {
      async stop() {
        clearInterval(timer);
        await current;
      },
    };
  },
};

async function takeFile(deps: Deps, connection: Connection, name: string, bytes: Buffer): Promise<FileReport> {
  const { offset, currency } = connection.settings as { offset?: string; currency?: string };
  const { events, problems } = readTillCsv(decodeTillFile(bytes), {
    ...(offset === undefined ? {} : { offset }),
    ...(currency === undefined ? {} : { currency }),
  });
  const counts = { accepted: 0, duplicate: 0, unclaimed: 0 };
  for (const event of events) counts[(await takeTillEvent(deps, connection, event)).status]++;
  deps.logger.info({ connection: connection.id, ...counts, problems: problems.length }, 'took in a till file');
  if (problems.length > 0) {
    await reportFailed(
      deps,
      connection.id,
      'lines',
      `${name}: ${problems.length} lines; see done/${name}.problems.csv`,
    );
  }
  return { accepted: counts.accepted, duplicates: counts.duplicate, unclaimed: counts.unclaimed, problems };
}

async function testFolder(folder: string): Promise<ConnectionTest> {
  const name = { ja: 'フォルダを開く', en: 'Open the folder' };
  try {
    const isFolder = (await stat(folder)).isDirectory();
    return { ok: isFolder, steps: [{ name, ok: isFolder, ...(isFolder ? {} : { detail: 'it is not a folder' }) }] };
  } catch (error) {
    return { ok: false, steps: [{ name, ok: false, detail: (error as NodeJS.ErrnoException).code ?? 'unreadable' }] };
  }
}
