// Agents and visitors of a load, many in one process: told by its parent when to talk, when to be quiet and when to show
// what is on their screens. What they did is in the file that the plan names.
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { startAuditor } from '#test/support/load/auditor.ts';
import { startDeskAgent } from '#test/support/load/desk-agent.ts';
import type { FromLoad, LoadPlan, ToLoad } from '#test/support/load/ipc.ts';
import type { LoadClient } from '#test/support/load/load-client.ts';
import { pretendToBeAPage } from '#test/support/load/page-shim.ts';
import { createRecorders } from '#test/support/load/recorder.ts';
import { startVisitor } from '#test/support/load/visitor.ts';

const COUNT_EVERY_MS = 100;

pretendToBeAPage();
let clients: readonly LoadClient[] = [];
let auditors: readonly ReturnType<typeof startAuditor>[] = [];
let closeRecords: () => void = () => undefined;
const tell = (message: FromLoad): void => void process.send?.(message);

async function begin({ url, seed, file, password, ...plan }: LoadPlan): Promise<void> {
  const records = createRecorders(file);
  closeRecords = records.close;
  const random = (n: number) => seededRandom(seed * 1000 + n);
  const agents = plan.agents.map(({ login, teamIds }, n) =>
    startDeskAgent({
      url,
      name: login,
      password,
      teamIds,
      recorder: records.of(login),
      random: random(n),
      paceMs: plan.agentPaceMs,
    }),
  );
  const visitors = plan.visitors.map((name, n) =>
    startVisitor({ url, name, recorder: records.of(name), random: random(500 + n), paceMs: plan.visitorPaceMs }),
  );
  auditors = plan.auditors.map((name) => startAuditor({ url, name, password, recorder: records.of(name) }));
  clients = [...agents, ...visitors, ...auditors];
  await Promise.all(clients.map(({ ready }) => ready));
  tell({ is: 'ready' });
  setInterval(() => {
    const sum = { messages: 0, handoffs: 0 };
    for (const { counts } of clients) {
      sum.messages += counts.messages;
      sum.handoffs += counts.handoffs;
    }
    tell({ is: 'counted', counts: sum });
  }, COUNT_EVERY_MS).unref();
}

async function hear(message: ToLoad): Promise<void> {
  switch (message.do) {
    case 'begin':
      return begin(message.plan);
    case 'talk':
      for (const client of clients) client.talk();
      return;
    case 'follow':
      for (const auditor of auditors) auditor.follow(message.customerIds);
      return;
    case 'quiet':
      await Promise.all(clients.map((client) => client.quiet()));
      return tell({ is: 'quiet' });
    case 'compare':
      return tell({ is: 'compared', lacks: clients.flatMap((client) => client.lacks(message.now) ?? []).slice(0, 5) });
    case 'finish':
      for (const client of clients) client.showScreen();
      for (const client of clients) client.stop();
      closeRecords();
      tell({ is: 'finished' });
  }
}

process.on('message', (message: ToLoad) => {
  hear(message).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
