import type { Logger } from 'pino';
import { runCommand } from '#server/commands/run-command.ts';
import { commandHandlers } from '#server/commands/table.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import { type DemoCustomer, SIMULATED_CUSTOMERS } from './cast.ts';
import { describeCustomer, lastWord, simulationOn, waitingCount } from './demo.repository.ts';
import { NUDGE, SIMULATED } from './dialogues.ts';
import type { Stage, StageParts } from './stage.ts';

const BEAT_MS = 2_000;
const FIRST_MS = 8_000;
const BETWEEN_MS = [40_000, 90_000] as const;
const AT_ONCE = 2;
const MOST_WAITING = 6;
const PATIENCE_MS = 4 * 60_000;

type Talk = {
  readonly customer: DemoCustomer;
  readonly lines: readonly string[];
  said: number;
  nextAt: number;
  nudged: boolean;
};

/**
 * Lets a few customers come by themselves and talk, one line after each answer, through the same command as a real
 * widget's. They stay away while simulation is off or the queue is long. `stop` waits for what is under way.
 */
export function startSimulator(
  parts: StageParts,
  stage: Stage,
  random: SeededRandom,
  logger: Logger,
): { stop(): Promise<void> } {
  const talks = new Map<string, Talk>();
  let nextArrival = parts.deps.clock.now().getTime() + FIRST_MS;
  let running: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    const now = parts.deps.clock.now().getTime();
    if (!(await simulationOn(parts.deps.db))) return;
    if (now >= nextArrival) {
      nextArrival = now + random.int(...BETWEEN_MS);
      if (talks.size < AT_ONCE && (await waitingCount(parts.deps.db)) < MOST_WAITING) arrive(now);
    }
    for (const talk of [...talks.values()]) if (now >= talk.nextAt) await goOn(talk, now);
  }

  function arrive(now: number): void {
    const free = SIMULATED_CUSTOMERS.filter((customer) => !talks.has(customer.key));
    if (free.length === 0) return;
    const customer = random.pick(free);
    talks.set(customer.key, {
      customer,
      lines: random.pick(SIMULATED[customer.locale]),
      said: 0,
      nextAt: now,
      nudged: false,
    });
  }

  async function goOn(talk: Talk, now: number): Promise<void> {
    const { customer } = talk;
    const { customerId } = await stage.visitor(parts.deps.clock.now(), customer);
    const word = talk.said === 0 ? null : await lastWord(parts.deps.db, customerId);
    const line = talk.lines[talk.said];
    if (line === undefined || word?.resolved === true) return void talks.delete(customer.key);
    if (talk.said > 0 && word !== null && !word.byAgent) return waitLonger(talk, word.at.getTime(), now);
    if (word?.byAgent === true) await markRead(customer, word.seq);
    await stage.customerSays(parts.deps.clock.now(), customer, line);
    if (talk.said === 0) await describeCustomer(parts.deps.db, customer);
    talk.said += 1;
    talk.nudged = false;
    talk.nextAt = now + random.int(6_000, 14_000);
  }

  async function waitLonger(talk: Talk, since: number, now: number): Promise<void> {
    talk.nextAt = now + BEAT_MS;
    if (now - since < PATIENCE_MS) return;
    if (talk.nudged) return void talks.delete(talk.customer.key);
    talk.nudged = true;
    await stage.customerSays(parts.deps.clock.now(), talk.customer, NUDGE[talk.customer.locale]);
  }

  async function markRead(customer: DemoCustomer, seq: number): Promise<void> {
    const { asking } = await stage.visitor(parts.deps.clock.now(), customer);
    const { deps } = parts;
    await runCommand(deps, commandHandlers, asking, { id: deps.ids.next(), name: 'visitor:mark-read', input: { seq } });
  }

  const timer = setInterval(() => {
    running = running
      .then(beat)
      .catch((error: unknown) => logger.warn({ err: error }, 'a simulated customer stumbled'));
  }, BEAT_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
