import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { v7 } from 'uuid';
import { addApiKey } from '#server/auth/add-api-key.ts';
import { createPasswords, LEAST_PASSWORD_COST } from '#server/auth/passwords.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { systemClock } from '#shared/lib/clock.ts';
import setUpWindow from '#test/support/global-window.ts';
import { openDeskWindow } from '#test/support/pages/desk-window.ts';
import { type Bench, compare, median, reportOf, rounded } from './lib.ts';
import { startHubProcess } from './support/child.ts';
import { type BenchDatabase, benchCluster } from './support/cluster.ts';
import { cpuOfTree } from './support/cpu.ts';
import { type CrowdAgent, makeCrowd } from './support/crowd.ts';
import { makeOpenConversations } from './support/floor.ts';
import { poster } from './support/senders.ts';

const AGENTS = 200;
const TEAMS = 5;
const CONVERSATIONS = 5000;
const PER_SECOND = 50;
/** Of which every fifth is somebody's presence, the others customers who write. */
const PRESENCE_EVERY = 5;
const SECONDS = 4;
const MOST_OF_A_CORE = 0.15;
const PASSWORD = 'bench-board-lead';
const QUIET_PAGE = '#/page/quarantine';
const BOARD_PAGE = '#/page/board';

/**
 * Frames a second of the real window that shows the board, with 200 agents and 5,000 open conversations that change 50
 * times a second, against those of the same window on a page where nothing happens while the same changes come: two cores
 * carry window, hub, database and load together. Beside it, what the board costs the hub: its share of a core while the
 * board is open, less its share under the same changes with nobody looking.
 */
export const bench: Bench = async () => {
  const cluster = await benchCluster();
  const endDisplay = await setUpWindow();
  try {
    const database = await cluster.database('board');
    const floor = await makeFloor(database);
    const hub = await startHubProcess(database.url);
    const window = await openDeskWindow({
      hub: hub.url,
      who: { login: 'bench-lead', password: PASSWORD },
      locale: 'ja',
    });
    const changes = changesAt(hub.url, floor);
    try {
      const { page } = window;
      const go = async (hash: string): Promise<void> => {
        await page.evaluate((to) => {
          location.hash = to;
        }, hash);
        await sleep(700);
      };
      const shares = { open: [] as number[], nobody: [] as number[] };
      const shareOf = async (work: () => Promise<void>): Promise<number> => {
        const [cpu, from] = [await cpuOfTree(hub.pid), performance.now()];
        await work();
        return (1000 * ((await cpuOfTree(hub.pid)) - cpu)) / (performance.now() - from);
      };
      const board = async (): Promise<number> => {
        await go(BOARD_PAGE);
        await page
          .getByTestId(/^agent-/)
          .first()
          .waitFor();
        const running = changes.start();
        await sleep(500);
        let frames = 0;
        shares.open.push(
          await shareOf(async () => {
            frames = await framesOf(page);
          }),
        );
        await running.stop();
        return frames;
      };
      const idle = async (): Promise<number> => {
        await go(QUIET_PAGE);
        const running = changes.start();
        await sleep(500);
        let frames = 0;
        shares.nobody.push(
          await shareOf(async () => {
            frames = await framesOf(page);
          }),
        );
        await running.stop();
        return frames;
      };
      await board();
      await idle();
      shares.open.length = 0;
      shares.nobody.length = 0;
      const result = await compare({ measured: board, floor: idle });
      const [open, nobody] = [median(shares.open), median(shares.nobody)];
      const forIt = Math.max(0, open - nobody);
      const report = reportOf('board', result, {
        unit: 'frames/s',
        target: `≥ 0.95× of an idle page, hub ≤ ${100 * MOST_OF_A_CORE}% of a core for it`,
        ok: (ratio) => ratio >= 0.95 && forIt < MOST_OF_A_CORE,
      });
      return {
        ...report,
        hubShare: rounded(forIt),
        hubShareWithBoard: rounded(open),
        hubShareWithout: rounded(nobody),
        changesPerSecond: rounded(changes.rate()),
        refused: changes.refused(),
        agents: AGENTS,
        conversations: CONVERSATIONS,
      };
    } finally {
      changes.close();
      await window.close();
      await hub.stop();
    }
  } finally {
    await endDisplay();
    await cluster.stop();
  }
};

type Floor = { readonly key: string; readonly crowd: readonly CrowdAgent[] };

async function makeFloor(database: BenchDatabase): Promise<Floor> {
  const parts = { db: database.db, clock: systemClock, ids: { next: () => v7() } };
  await ensureWorkspace(parts);
  const { key } = await addApiKey(parts, 'bench', ['identity:assert']);
  const crowd = await makeCrowd(database, AGENTS, TEAMS);
  await makeOpenConversations(database, crowd, CONVERSATIONS);
  const lead = {
    id: v7(),
    login: 'bench-lead',
    name: 'Lead',
    public_name: 'Lead',
    role: 'lead',
    locale: 'ja',
    password_hash: await createPasswords(LEAST_PASSWORD_COST).hash(PASSWORD),
    created_at: systemClock.now(),
  } as const;
  await database.db.insertInto('agent').values(lead).execute();
  return { key, crowd };
}

/** Frames a second, as the page itself counts them. */
function framesOf(page: Page): Promise<number> {
  return page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        let frames = 0;
        const from = performance.now();
        const next = (): void => {
          const gone = performance.now() - from;
          if (gone >= ms) resolve((1000 * frames) / gone);
          else {
            frames += 1;
            requestAnimationFrame(next);
          }
        };
        requestAnimationFrame(next);
      }),
    SECONDS * 1000,
  );
}

/** Changes at an even pace over HTTP: customers who write, people who are ready or busy. */
function changesAt(url: string, { key, crowd }: Floor) {
  const events = poster(`${url}/api/v1/events`, { authorization: `Bearer ${key}` }, 16);
  const presence = poster(`${url}/api/v1/commands/presence:set`, {}, 4);
  let n = 0;
  let made = 0;
  let seconds = 0;
  let refused = 0;

  function change(): Promise<void> {
    n += 1;
    if (n % PRESENCE_EVERY === 0) {
      const agent = crowd[(n / PRESENCE_EVERY) % crowd.length];
      const input = { presence: n % 2 === 0 ? 'ready' : 'busy' };
      return presence.post(JSON.stringify({ id: v7(), input }), agent?.token).then(() => undefined);
    }
    const event = {
      source: 'bench',
      externalId: v7(),
      kind: 'message',
      occurredAt: new Date().toISOString(),
      channel: ['chat', 'email', 'line', 'chat', 'email'][((n * 7) % CONVERSATIONS) % 5],
      direction: 'in',
      customer: { contactPoints: [{ kind: 'shop', value: `bench-${1 + ((n * 7) % CONVERSATIONS)}` }] },
      data: { text: `${n} まだ届きません。` },
    };
    return events.post(JSON.stringify([event])).then((answer) => {
      if (!answer.includes('"accepted"')) throw new Error(answer.slice(0, 300));
    });
  }

  return {
    start() {
      let running = true;
      const from = performance.now();
      const under: Promise<void>[] = [];
      const pace = (async () => {
        for (let given = 0; running; given += 1) {
          const wait = from + (given * 1000) / PER_SECOND - performance.now();
          if (wait > 0) await sleep(wait);
          under.push(
            change().then(
              () => {
                made += 1;
              },
              () => {
                refused += 1;
              },
            ),
          );
        }
        await Promise.all(under);
        seconds += (performance.now() - from) / 1000;
      })();
      return {
        stop: () => {
          running = false;
          return pace;
        },
      };
    },
    rate: () => made / seconds,
    refused: () => refused,
    close() {
      events.close();
      presence.close();
    },
  };
}
