import { parentPort } from 'node:worker_threads';
import { MailLimitError } from './limits.ts';
import { parseMail } from './parse-mail.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** The parse worker: one mail at a time, in a thread that may be ended at any moment. */
const port = parentPort;
if (port === null) throw new Error('parse.worker.ts runs in a worker thread');

const send = (answer: WorkerAnswer): void => port.postMessage(answer);

port.on('message', ({ id, raw }: WorkerTask) => {
  parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)).then(
    (parsed) => send({ id, parsed }),
    (error: unknown) => {
      const code = error instanceof MailLimitError ? error.code : 'parser_crashed';
      send({ id, failure: { code, detail: error instanceof Error ? error.message.slice(0, 300) : 'fault' } });
    },
  );
});
send({ ready: true });
