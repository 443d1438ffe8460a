// The long fault tests: npm run soak -- --minutes N --json. Rounds of every kind until the time is over, each with another
// seed. What came of it is one JSON object in the file of --out, or the last line; the exit code is 1 when anything was found.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countFaults } from '#test/support/history/check-history.ts';
import type { Fault } from '#test/support/history/line.ts';
import { hasDebianPostgres } from '#test/support/load/cluster.ts';
import type { FaultReport, FaultRun } from '#test/support/load/fault-run.ts';
import { runFaults } from '#test/support/load/run-faults.ts';
import { startRedis } from '#test/support/redis.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string', default: String(Date.now()) },
    out: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes: found “${values.minutes}”, expected a number of minutes above 0`);

/** All of them, in the mix of a bad day; a round goes through as many decks as its time allows. */
const EVERYTHING = {
  cut: 20,
  cutAll: 3,
  blackHole: 5,
  halfOpen: 4,
  byteCut: 4,
  stall: 3,
  delay: 3,
  killHub: 4,
  freezeHub: 2,
  freezeClients: 2,
  crashDatabase: 1,
  shiftClock: 3,
} as const;

type Kind = {
  readonly name: string;
  readonly engine: FaultRun['engine'];
  readonly hubs: number;
  readonly redis: boolean;
};

const KINDS: readonly Kind[] = [
  { name: 'one hub, embedded', engine: 'embedded', hubs: 1, redis: false },
  { name: 'two hubs, Debian', engine: 'debian', hubs: 2, redis: false },
  { name: 'two hubs, Debian, Redis', engine: 'debian', hubs: 2, redis: true },
];

const kinds = (await hasDebianPostgres()) ? KINDS : KINDS.slice(0, 1);
const seed = Number(values.seed) % 1_000_000_000;
const reports: FaultReport[] = [];
const found: Fault[] = [];
for (const [n, kind] of kinds.entries()) reports.push(await round(kind, n));

async function round(kind: Kind, n: number): Promise<FaultReport> {
  say(`${kind.name}, seed ${seed + n}`);
  const redis = kind.redis ? await startRedis() : null;
  try {
    const report = await runFaults({
      seed: seed + n,
      engine: kind.engine,
      hubs: kind.hubs,
      env: redis === null ? {} : { REDIS_URL: redis.url },
      agents: 20,
      visitors: 30,
      messages: Math.ceil(4500 * (minutes / kinds.length)),
      minutes: minutes / kinds.length,
      faults: EVERYTHING,
      onProgress: say,
    });
    found.push(...report.found);
    for (const fault of report.found.slice(0, 20)) say(JSON.stringify(fault));
    if (report.lacks.length > 0) say(`not equal at the end: ${report.lacks.join('; ')}`);
    return report;
  } finally {
    await redis?.close();
  }
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

const sum = (of: (report: FaultReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
const { lost, doubled, reordered, double_owner, no_owner, ...others } = countFaults(found);
const slowest = reports.map(({ convergedMs }) => convergedMs);
const convergeMs = slowest.includes(null) ? null : Math.max(...slowest.map(Number));
const pass = found.length === 0 && convergeMs !== null && convergeMs <= 5000;
const summary = {
  messages: sum(({ messages }) => messages),
  cuts: sum(({ faults }) => faults.cut + faults.cutAll + faults.byteCut),
  blackHoles: sum(({ faults }) => faults.blackHole),
  kills: sum(({ faults }) => faults.killHub),
  databaseKills: sum(({ faults }) => faults.crashDatabase),
  handoffs: sum(({ handoffs }) => handoffs),
  lost,
  doubled,
  reordered,
  doubleOwners: double_owner,
  noOwners: no_owner,
  otherFaults: Object.values(others).reduce((a, b) => a + b, 0),
  convergeMs,
  minutes,
  seed,
  pass,
};
if (values.out === undefined) process.stdout.write(`${JSON.stringify(summary)}\n`);
else writeFileSync(values.out, JSON.stringify(summary));
process.exitCode = pass ? 0 : 1;
