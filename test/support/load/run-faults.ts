import type { Database } from '#server/db/pool.ts';
import { checkHistory } from '#test/support/history/check-history.ts';
import type { History, Line } from '#test/support/history/line.ts';
import { doFault, FAULTS, type FaultCounts, type FaultName, shuffledFaults } from './fault-plan.ts';
import type { FaultReport, FaultRun } from './fault-run.ts';
import { type Counts, pause } from './load-client.ts';
import { readHistory, readNow } from './read-truth.ts';
import { type Stage, setUp } from './set-up.ts';
import type { Load } from './start-load.ts';

/** Long enough for lines that flapped to count as healthy again. */
const CALM_MS = 7000;
const CONVERGE_WITHIN_MS = 180_000;

/** A whole run: a database, hubs behind the proxy, agents and visitors at work, faults all the while; then the reckoning. */
export async function runFaults(run: FaultRun): Promise<FaultReport> {
  const from = performance.now();
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const stage = await setUp(run, undo);
    const report = await play(run, stage);
    return {
      ...report,
      seconds: Math.round((performance.now() - from) / 1000),
      logs: stage.hubs.map((hub) => hub.log()),
    };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

type Played = Omit<FaultReport, 'seconds' | 'logs'>;

async function play(run: FaultRun, stage: Stage): Promise<Played> {
  const { loads, database, proxy } = stage;
  const say = run.onProgress ?? (() => undefined);
  for (const load of loads) load.send({ do: 'talk' });
  await untilCustomersAreKnown(stage, run.visitors);
  const faults = await disturb(run, stage);
  say(`faults are over: ${JSON.stringify(faults)}`);
  for (const load of loads) load.send({ do: 'quiet' });
  await Promise.all(loads.map((load) => load.next('quiet')));
  await settled(database);
  await pause(CALM_MS);
  proxy.cut();
  faults.cutAll += 1;
  const { convergedMs, lacks } = await converge(stage);
  say(`converged in ${convergedMs} ms`);
  for (const load of loads) load.send({ do: 'finish' });
  await Promise.all(loads.map((load) => load.next('finished')));
  const history = await readHistory(database.db, stage.files);
  run.onHistory?.(history);
  return { ...countsOf(loads), faults, found: checkHistory(history), looked: sizeOf(history), convergedMs, lacks };
}

function sizeOf({ clients }: History): FaultReport['looked'] {
  const lines = [...clients.values()].flat();
  const count = (...kinds: Line['what'][]): number => lines.filter(({ what }) => kinds.includes(what)).length;
  return { clients: clients.size, commands: count('invoke'), events: count('saw', 'got'), screens: count('screen') };
}

const countsOf = (loads: readonly Load[]): Counts =>
  loads.reduce(
    (sum, load) => ({
      messages: sum.messages + load.counts().messages,
      handoffs: sum.handoffs + load.counts().handoffs,
    }),
    { messages: 0, handoffs: 0 },
  );

async function untilCustomersAreKnown({ database, loads }: Stage, visitors: number): Promise<void> {
  for (;;) {
    const ids = Object.keys((await readNow(database.db)).conversations);
    if (ids.length >= visitors) break;
    await pause(100);
  }
  const customerIds = Object.keys((await readNow(database.db)).seqs);
  for (const load of loads) load.send({ do: 'follow', customerIds });
}

/** Faults one after another, spread over the run by what has been said so far. */
async function disturb(run: FaultRun, stage: Stage): Promise<FaultCounts> {
  const done = Object.fromEntries(FAULTS.map((name) => [name, 0])) as FaultCounts;
  const until = run.minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + run.minutes * 60_000;
  const isOver = (): boolean =>
    run.minutes === undefined ? countsOf(stage.loads).messages >= run.messages : performance.now() > until;
  do {
    const deck = shuffledFaults(run.faults, stage.random);
    await playDeck(deck, run, stage, { done, isOver });
  } while (!isOver());
  return done;
}

type Playing = { readonly done: FaultCounts; readonly isOver: () => boolean };

async function playDeck(
  deck: readonly FaultName[],
  run: FaultRun,
  stage: Stage,
  { done, isOver }: Playing,
): Promise<void> {
  const say = run.onProgress ?? (() => undefined);
  const start = countsOf(stage.loads).messages;
  const each = (run.messages - (run.minutes === undefined ? start : 0)) / (deck.length + 1);
  for (const [n, name] of deck.entries()) {
    while (countsOf(stage.loads).messages < start + (n + 1) * each && !isOver()) await pause(20);
    if (await doFault(name, stage, done[name])) done[name] += 1;
    say(`${countsOf(stage.loads).messages} messages; ${name} ${done[name]}`);
    if (run.minutes !== undefined && isOver()) return;
  }
  while (run.minutes === undefined && !isOver()) await pause(50);
}

/** Offers that nobody decides expire; then nothing changes any more. */
async function settled({ db }: Database): Promise<void> {
  let before = '';
  for (let same = 0; same < 15; ) {
    const now = JSON.stringify(await readNow(db));
    same = now === before ? same + 1 : 0;
    before = now;
    await pause(200);
  }
}

async function converge({ loads, database }: Stage): Promise<Pick<Played, 'convergedMs' | 'lacks'>> {
  const from = performance.now();
  let lacks: readonly string[] = [];
  while (performance.now() - from < CONVERGE_WITHIN_MS) {
    const now = await readNow(database.db);
    const answers = await Promise.all(
      loads.map((load) => {
        load.send({ do: 'compare', now });
        return load.next('compared');
      }),
    );
    lacks = answers.flatMap((answer) => answer.lacks);
    if (lacks.length === 0) return { convergedMs: Math.round(performance.now() - from), lacks };
    await pause(50);
  }
  return { convergedMs: null, lacks };
}
