import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { copyOut } from '#server/db/backup/copy.ts';
import { testDatabase } from '#test/support/database.ts';
import { withClient } from '#test/support/leak-check.ts';

const { address } = await testDatabase();

/** Takes its time, as a disk does: the database is made to wait. */
function slowReader() {
  let bytes = 0;
  const into = new Writable({
    highWaterMark: 1000,
    write(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      setTimeout(done, 5);
    },
  });
  return { into, bytes: () => bytes };
}

it.each([0, 70, 140, 200, 1000, 3000])(
  'a copy of %i thousand bytes is read whole by a slow reader, and the connection answers after it',
  async (rows) => {
    const answer = await withClient(address, async (client) => {
      const { into, bytes } = slowReader();
      const all = `copy (select repeat('x', 999) from generate_series(1, ${rows})) to stdout`;
      await pipeline(copyOut(client, all), into);
      // A row ends with a line.
      expect(bytes()).toBe(rows * 1000);
      return client.query('select 1 as one');
    });
    expect(answer.rows).toEqual([{ one: 1 }]);
  },
);
