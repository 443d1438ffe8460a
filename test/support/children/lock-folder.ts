// Tries once to lock a data folder, holding it until told to stop: `node lock-folder.ts FOLDER`. For races of processes.
import { lockDataFolder } from '#server/db/data-folder/hub-lock.ts';
import { AppError } from '#server/errors.ts';

process.send?.('ready');
process.once('message', async () => {
  try {
    await lockDataFolder(process.argv[2] ?? '');
    process.send?.({ won: process.pid });
  } catch (error) {
    process.send?.({ lost: error instanceof AppError ? error.code : String(error) });
  }
  process.once('message', () => process.exit());
});
