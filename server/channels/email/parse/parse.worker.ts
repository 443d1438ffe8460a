import { parentPort } from 'node:worker_threads';
import { MailLimitError } from './limits.ts';
import { parseMail } from './parse-mail.ts';
import { sanitiseHtml } from './sanitise.ts';
import type { WorkerAnswer, WorkerResult, WorkerTask } from './worker-messages.ts';

// What a library prints goes nowhere: it may be a customer's words ([PR4]). Silenced here, for a pipe to the hub would hold
// its process when it stops.
const nowhere = (): boolean => true;
process.stdout.write = nowhere;
process.stderr.write = nowhere;

/** The parse worker: one mail at a time, in a thread that may be ended at any moment. */
const port = parentPort;
if (port === null) throw new Error('parse.worker.ts runs in a worker thread');

const send = (answer: WorkerAnswer): void => port.postMessage(answer);

async function carryOut(task: WorkerTask): Promise<WorkerResult> {
  if ('html' in task) return sanitiseHtml(task.html);
  const { buffer, byteOffset, byteLength } = task.raw;
  return parseMail(Buffer.from(buffer, byteOffset, byteLength));
}

port.on('message', (task: WorkerTask) => {
  const { id } = task;
  carryOut(task).then(
    (result) => send({ id, result }),
    (error: unknown) => {
      const code = error instanceof MailLimitError ? error.code : 'parser_crashed';
      send({ id, failure: { code, detail: error instanceof Error ? error.message.slice(0, 300) : 'fault' } });
    },
  );
});
send({ ready: true });
