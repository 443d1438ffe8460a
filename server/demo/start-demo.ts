import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { App } from '#server/app.ts';
import type { Asking } from '#server/asking.ts';
import { addApiKey } from '#server/auth/add-api-key.ts';
import { makeSignInCode } from '#server/auth/auth-sessions.ts';
import { createPasswords, LEAST_PASSWORD_COST } from '#server/auth/passwords.ts';
import { createTokens } from '#server/auth/tokens.ts';
import type { Deps } from '#server/deps.ts';
import { BOT_GRANT } from '#server/domains/bots/bot-right.ts';
import { addAgent, addTeam } from '#server/domains/people/add-people.service.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import type { Workspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { startDemoBot } from './bot/start-bot.ts';
import { DELIVERY_TEAM, DEMO_AGENTS, DEMO_CUSTOMERS, DEMO_SHOP } from './cast.ts';
import {
  allPresent,
  demoPeople,
  describeCustomer,
  hasHistory,
  markHistory,
  revokeKeysNamed,
  speaks,
} from './demo.repository.ts';
import { demoHistory } from './history.ts';
import { startSimulator } from './simulator.ts';
import { Stage, type StageParts } from './stage.ts';

export type DemoAccess = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
  readonly signInCode: string;
};
export type Demo = { readonly agents: readonly DemoAccess[]; stop(): Promise<void> };

/**
 * Fills an empty data folder with the demo shop: people, categories, months of history. Takes some seconds the first
 * time, nothing later. Refuses a folder that holds somebody's real workspace (`bad_config`); a first start that was cut
 * short is told so, since half a history cannot be gone on with.
 */
export async function prepareDemo(parts: Omit<Deps, 'publisher'>, folder: string): Promise<void> {
  const deps: Deps = { ...parts, publisher: { publish: () => undefined } };
  const workspace = await ensureWorkspace(deps, { name: DEMO_SHOP, locale: 'ja', demo: true });
  if (!workspace.demo)
    throw new AppError('bad_config', {
      details: {
        setting: '--demo',
        found: folder,
        expected: 'an empty data folder: this one holds a workspace of its own',
      },
    });
  if (await hasHistory(deps.db)) return;
  const people = await demoPeople(deps.db);
  if (people.length > 0)
    throw new AppError('bad_config', {
      details: {
        setting: '--data',
        found: folder,
        expected: 'a folder whose demo was made to its end; delete this one and start again',
      },
    });
  await addPeople(deps, workspace);
  await playHistory(deps, workspace);
}

async function addPeople(deps: Deps, workspace: Workspace): Promise<void> {
  // Demo passwords guard nothing but invented people on this machine; the least cost makes the first start quicker.
  const passwords = createPasswords(LEAST_PASSWORD_COST);
  await addTeam(deps, DELIVERY_TEAM);
  for (const { languages, ...agent } of DEMO_AGENTS) {
    const passwordHash = await passwords.hash(demoPassword(workspace, agent.login));
    const { id } = await addAgent(deps, { ...agent, passwordHash });
    await speaks(deps.db, id, languages);
  }
}

async function playHistory(deps: Deps, workspace: Workspace): Promise<void> {
  const stage = new Stage(await stageParts(deps, workspace), await askings(deps));
  const steps = demoHistory(deps.clock.now());
  await allPresent(deps.db, 'ready');
  for (const step of steps) await step.act(stage);
  for (const customer of DEMO_CUSTOMERS) await describeCustomer(deps.db, customer);
  await allPresent(deps.db, 'signed_out');
  await markHistory(deps.db, steps.length, deps.clock.now());
}

/** Opens the demo on a running app: a way in for each person, and the customers who come by themselves. */
export async function openDemo(app: App, logger: Logger): Promise<Demo> {
  const people = await demoPeople(app.deps.db);
  const agents: DemoAccess[] = [];
  for (const { id, login, name, role } of people) {
    agents.push({
      login,
      name,
      role,
      password: demoPassword(app.workspace, login),
      signInCode: await makeSignInCode(app.auth, id),
    });
  }
  const parts = await stageParts(app.deps, app.workspace);
  const random = seededRandom(app.deps.clock.now().getTime());
  const simulator = startSimulator(parts, new Stage(parts, await askings(app.deps)), random, logger);
  const bot = startDemoBot(app.http, await botKey(app), logger);
  return {
    agents,
    async stop() {
      await bot.stop();
      await simulator.stop();
    },
  };
}

/** A new key at every start; those of earlier ones open nothing any more. */
async function botKey({ deps }: App): Promise<string> {
  const name = 'demo bot';
  await revokeKeysNamed(deps.db, name, deps.clock.now());
  return (await addApiKey(deps, name, [BOT_GRANT])).key;
}

/** The same in every start of one folder, different in every folder, and written nowhere. */
function demoPassword({ widgetSecret }: Workspace, login: string): string {
  return createHmac('sha256', widgetSecret).update(`demo ${login}`).digest('base64url').slice(0, 12);
}

async function stageParts(deps: Deps, w: Workspace): Promise<StageParts> {
  const tokens = await createTokens({ publicPem: w.signingKeyPublic, privatePem: w.signingKeyPrivate }, deps.clock);
  return { deps, tokens, workspaceName: w.name, widgetSecret: w.widgetSecret };
}

async function askings(deps: Deps): Promise<Map<string, Asking>> {
  const people = await demoPeople(deps.db);
  return new Map(
    people.map(({ id, login, name, role, teamIds }) => [login, { actor: { role, id, teamIds }, name, locale: 'ja' }]),
  );
}
