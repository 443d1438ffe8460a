import { join } from 'node:path';
import { z } from 'zod';
import { type Child, startChild } from './child-process.ts';
import { freePort } from './free-port.ts';

const demoAgentSchema = z.object({
  login: z.string(),
  password: z.string(),
  signInCode: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
});

const readySchema = z.object({
  url: z.string(),
  demo: z.object({ shopUrl: z.string(), agents: z.array(demoAgentSchema) }).optional(),
});

/** The hub's own answer form, or the bare object. */
const lineSchema = z.union([z.object({ ok: z.literal(true), data: readySchema }), readySchema]);

export type DemoAgent = z.infer<typeof demoAgentSchema>;
export type HubReady = z.infer<typeof readySchema>;
export type RunningHub = { readonly child: Child; readonly ready: HubReady };

const PREFERRED_PORT = 4680;
/** The first start makes a database and a shop with months of history. */
const READY_WITHIN_MS = 180_000;

type Options = {
  readonly root: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly demo: boolean;
  readonly stopped: Promise<void>;
};

/**
 * Starts the hub and waits until it answers.
 * @throws with the hub's own words when it ends before, or when it says nothing for too long (it is stopped then)
 */
export async function startHub({ root, dataFolder, logFile, demo, stopped }: Options): Promise<RunningHub> {
  const port = await freePort(PREFERRED_PORT);
  let tellReady: (ready: HubReady) => void = () => undefined;
  const ready = new Promise<HubReady>((resolve) => {
    tellReady = resolve;
  });
  let said = '';
  const child = startChild({
    command: process.execPath,
    args: [
      join(root, 'server/cli.ts'),
      'hub',
      '--port',
      String(port),
      '--data',
      dataFolder,
      ...(demo ? ['--demo'] : []),
      '--json',
    ],
    env: process.env,
    cwd: root,
    logFile,
    endsWithUs: true,
    onLine: (line) => {
      const parsed = lineSchema.safeParse(asJson(line));
      if (parsed.success) tellReady('data' in parsed.data ? parsed.data.data : parsed.data);
      else said = line;
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the hub was not ready after ${READY_WITHIN_MS / 1000} s; its log is ${logFile}`)),
      READY_WITHIN_MS,
    );
  });
  const ended = child.gone.then((code): never => {
    throw new Error(
      `the hub ended with ${code} before it was ready:\n${refusalIn(said) ?? (child.lastWords() || '(it said nothing)')}\nIts log is ${logFile}`,
    );
  });
  const giveUp = stopped.then((): never => {
    throw new Error('Stopped before the hub was ready.');
  });
  try {
    return { child, ready: await Promise.race([ready, ended, tooLate, giveUp]) };
  } catch (thrown: unknown) {
    await child.stop(15_000);
    throw thrown;
  } finally {
    clearTimeout(timer);
    // Its end is somebody else's matter from here on.
    ended.catch(() => undefined);
    giveUp.catch(() => undefined);
  }
}

/** With --json the hub gives its reason as an answer. */
function refusalIn(line: string): string | null {
  const refused = z.object({ ok: z.literal(false), error: z.object({ message: z.string() }) }).safeParse(asJson(line));
  return refused.success ? refused.data.error.message : null;
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
