// A process that holds a data folder as a hub does: `node hold-database.ts FOLDER`. Tells its parent when it is ready or
// why it is not, and stops cleanly when told to.
import { silentLogger } from '#server/db/database-logger.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { AppError } from '#server/errors.ts';

const dataFolder = process.argv[2] ?? '';

try {
  const database = await openDatabase({ dataFolder, version: '0.0.0' }, silentLogger);
  await database.announce('http://127.0.0.1:1');
  process.once('message', () => {
    void database.stop().then(() => process.disconnect());
  });
  process.send?.({ address: database.address });
} catch (error) {
  const { code, message, details } =
    error instanceof AppError ? error : { code: 'fault', message: String(error), details: {} };
  process.send?.({ error: { code, message, details } }, () => process.disconnect());
}
