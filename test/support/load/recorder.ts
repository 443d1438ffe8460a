import { closeSync, openSync, writeSync } from 'node:fs';
import type { Line } from '#test/support/history/line.ts';

/** Keeps what one client says of itself, a JSON object a line with its name in front. */
export type Recorder = { readonly write: (line: Line) => void };

/** The history of one process: lines are written in the order given, and are in the file when `close` returns. */
export function createRecorders(path: string): {
  readonly of: (client: string) => Recorder;
  readonly close: () => void;
} {
  const file = openSync(path, 'w');
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) writeSync(file, waiting.join(''));
    waiting = [];
  };
  return {
    of: (client) => ({
      write(line) {
        waiting.push(`${JSON.stringify([client, line])}\n`);
        if (waiting.length > 200) flush();
      },
    }),
    close() {
      flush();
      closeSync(file);
    },
  };
}
