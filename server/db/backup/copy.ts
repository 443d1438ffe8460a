import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Client, Connection, Submittable } from 'pg';

/** What the driver's connection can do besides what its types tell. */
type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

/** Rows are gathered to pieces of this size: one at a time would cost more than reading them. */
const PIECE_BYTES = 64 * 1024;

const ignore = () => undefined;
/** What the driver tells any query; a COPY has no use for most of it. */
const quiet = {
  handleRowDescription: ignore,
  handleDataRow: ignore,
  handlePortalSuspended: ignore,
  handleEmptyQuery: ignore,
};

/**
 * What `copy … to stdout` gives, as it comes; the database waits for whoever reads. The client does nothing else until it
 * is read to its end, and is of no use when it is left before.
 */
export function copyOut(client: Client, statement: string): Readable {
  let connection: CopyConnection | undefined;
  let gathered: Buffer[] = [];
  let size = 0;
  const rows = new Readable({ read: () => void connection?.stream.resume() });
  // Whoever reads it is told also when it broke before they began.
  rows.on('error', ignore);

  function pass(): void {
    const piece = Buffer.concat(gathered, size);
    gathered = [];
    size = 0;
    if (piece.length > 0 && !rows.push(piece)) connection?.stream.pause();
  }

  const copy = {
    ...quiet,
    submit(given: Connection) {
      connection = given as CopyConnection;
      given.query(statement);
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      // The driver uses its buffer again.
      gathered.push(Buffer.from(chunk));
      size += chunk.length;
      if (size >= PIECE_BYTES) pass();
    },
    handleCommandComplete: pass,
    handleError: (error: Error) => void rows.destroy(error),
    handleReadyForQuery() {
      rows.push(null);
      // Who has been given the end asks for no more: a pause from the last piece would hold up whatever is asked next.
      connection?.stream.resume();
    },
  };
  client.query(copy as unknown as Submittable);
  return rows;
}

/**
 * Feeds `copy … from stdin`; gives how many rows were taken. Takes no more from its source than the database keeps up
 * with. Throws what the database or the source throws; the statement is undone then.
 */
export function copyIn(client: Client, statement: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    let taken = 0;

    async function feed(connection: CopyConnection): Promise<void> {
      try {
        for await (const piece of source) {
          if (failure !== undefined) return;
          connection.sendCopyFromChunk(piece);
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
        }
        connection.endCopyFrom();
      } catch (error) {
        failure ??= error instanceof Error ? error : new Error(String(error));
        // What broke is the source; the database answers this with an error of its own.
        connection.sendCopyFail('the source broke off');
      }
    }

    const copy = {
      ...quiet,
      submit: (given: Connection) => void given.query(statement),
      handleCopyInResponse: (given: Connection) => void feed(given as CopyConnection),
      handleCommandComplete({ text }: { text: string }) {
        taken = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
      },
      handleError(error: Error) {
        failure ??= error;
        // Also when the connection is lost: then nothing more follows.
        reject(failure);
      },
      handleReadyForQuery() {
        if (failure === undefined) resolve(taken);
        else reject(failure);
      },
    };
    client.query(copy as unknown as Submittable);
  });
}
