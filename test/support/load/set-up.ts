import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPasswords, LEAST_PASSWORD_COST } from '#server/auth/passwords.ts';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import { type Database, openPool } from '#server/db/pool.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { type ChaosProxy, chaosProxy } from '#test/support/chaos-proxy.ts';
import { TEST_VAULT_KEY } from '#test/support/factories/deps.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { freePort } from '#test/support/free-port.ts';
import { urlOf } from '#test/support/two-hubs.ts';
import { type OwnCluster, startCluster } from './cluster.ts';
import type { Scene } from './fault-plan.ts';
import type { FaultRun } from './fault-run.ts';
import type { LoadPlan } from './ipc.ts';
import { type Load, startLoad } from './start-load.ts';
import { type VictimHub, victimHub } from './victim-hub.ts';

const PASSWORD = 'correct-horse-battery-42';
const CLIENTS_PER_PROCESS = 26;

/** Everything that a run needs, running. */
export type Stage = Scene & {
  readonly cluster: OwnCluster;
  readonly database: Database;
  readonly loads: readonly Load[];
  readonly files: readonly string[];
};

/** Database, hubs, proxy and clients, in this order; `undo` gets what ends them. */
export async function setUp(run: FaultRun, undo: (() => Promise<unknown>)[]): Promise<Stage> {
  const random = seededRandom(run.seed);
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-fault-run-'));
  undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const cluster = await startCluster(run.engine);
  undo.push(cluster.close);
  const database = openPool(cluster.address, { applicationName: 'faults', max: 2 });
  undo.push(database.close);
  const people = await seedPeople(database, run.agents);
  const hubs: VictimHub[] = [];
  for (let n = 0; n < run.hubs; n += 1) {
    const hub = await startHub(run, cluster, folder, n);
    undo.push(hub.stop);
    hubs.push(hub);
  }
  const proxy = await chaosProxy({ targets: hubs.map(({ port }) => port), seed: run.seed });
  undo.push(proxy.close);
  const plans = plansOf(run, proxy, folder, people);
  const loads = plans.map(startLoad);
  for (const load of loads) undo.push(async () => void load.child.kill('SIGKILL'));
  await Promise.all(loads.map(({ ready }) => ready));
  return {
    random,
    proxy,
    hubs,
    cluster,
    database,
    loads,
    files: plans.map(({ file }) => file),
    clients: loads.map(({ child }) => child.pid ?? 0),
    crashDatabase: cluster.crash,
  };
}

async function startHub(
  { env = {}, hubs, faults }: FaultRun,
  cluster: OwnCluster,
  folder: string,
  n: number,
): Promise<VictimHub> {
  const dataFolder = await mkdtemp(join(folder, `hub-${n}-`));
  const hub = victimHub({
    port: await freePort(),
    dataFolder,
    clock: (faults.shiftClock ?? 0) > 0,
    env: {
      DATABASE_URL: urlOf(cluster.address),
      TSUNAGI_SECRET_KEY: TEST_VAULT_KEY.toString('base64'),
      TSUNAGI_LOG_LEVEL: 'warn',
      ...(hubs > 1 ? { TSUNAGI_POOL_SIZE: '10' } : {}),
      ...env,
    },
  });
  await hub.start();
  return hub;
}

/** Two teams with half of the agents each; offers that stand for some seconds, so that some expire. */
async function seedPeople({ db }: Database, count: number): Promise<LoadPlan['agents']> {
  const keys = newSigningKeys();
  const workspace = await seedWorkspace(db, {
    signing_key_public: keys.publicPem,
    signing_key_private: keys.privatePem,
  });
  const password_hash = await createPasswords(LEAST_PASSWORD_COST).hash(PASSWORD);
  await db.updateTable('team').set({ offer_seconds: 5 }).execute();
  const teams = [workspace.team, workspace.otherTeam];
  const agents: { login: string; teamIds: string[] }[] = [];
  for (let n = 0; n < count; n += 1) {
    // Everybody is in the team where customers come in; every second one in the other, too.
    const own = n % 2 === 0 ? teams : teams.slice(0, 1);
    const { login, teamIds } = await makeAgent(db, own, { login: `desk${n}`, password_hash, capacity: 10 });
    agents.push({ login, teamIds: [...teamIds] });
  }
  for (const login of ['auditor0', 'auditor1']) await makeAgent(db, teams, { login, role: 'lead', password_hash });
  return agents;
}

function plansOf(run: FaultRun, proxy: ChaosProxy, folder: string, agents: LoadPlan['agents']): LoadPlan[] {
  const processes = Math.max(2, Math.ceil((run.agents + run.visitors) / CLIENTS_PER_PROCESS));
  const visitors = Array.from({ length: run.visitors }, (_, n) => `visitor${n}`);
  return Array.from({ length: processes }, (_, n) => ({
    url: proxy.url,
    seed: run.seed + n,
    file: join(folder, `clients-${n}.jsonl`),
    password: PASSWORD,
    agents: agents.filter((_, i) => i % processes === n),
    visitors: visitors.filter((_, i) => i % processes === n),
    auditors: n < 2 ? [`auditor${n}`] : [],
    agentPaceMs: 350,
    visitorPaceMs: 600,
  }));
}
