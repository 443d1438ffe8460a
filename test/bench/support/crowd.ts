import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { createTokens } from '#server/auth/tokens.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { AgentDownEvents, AgentUpEvents } from '#shared/wire/socket.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import type { BenchDatabase } from './cluster.ts';

export type CrowdAgent = {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly token: string;
};
export type AgentSocket = Socket<AgentDownEvents, AgentUpEvents>;

const AT_ONCE = 50;

/** This many agents in this many teams, each signed in for the next ten minutes; without passwords, which cost a second. */
export async function makeCrowd({ db }: BenchDatabase, agents: number, teams: number): Promise<CrowdAgent[]> {
  const workspace = await findWorkspace(db);
  if (workspace === null) throw new Error('the hub makes the workspace first');
  const keys = { publicPem: workspace.signingKeyPublic, privatePem: workspace.signingKeyPrivate };
  const tokens = await createTokens(keys, systemClock);
  const at = systemClock.now();
  const teamIds = Array.from({ length: teams }, () => v7());
  await db
    .insertInto('team')
    .values(teamIds.map((id, n) => ({ id, name: `Team ${n}`, created_at: at })))
    .execute();
  const crowd: CrowdAgent[] = [];
  for (let n = 0; n < agents; n++) {
    const id = v7();
    const authSessionId = v7();
    const teamId = teamIds[n % teams] ?? '';
    const name = `Agent ${n}`;
    const agent = {
      id,
      login: `bench${n}`,
      name,
      public_name: name,
      role: 'agent',
      locale: 'ja',
      presence: 'ready',
    } as const;
    await db
      .insertInto('agent')
      .values({ ...agent, created_at: at })
      .execute();
    await db.insertInto('team_member').values({ team_id: teamId, agent_id: id }).execute();
    const expires_at = new Date(at.getTime() + 24 * 60 * 60_000);
    const session = { id: authSessionId, agent_id: id, client: 'desktop', refresh_hash: Buffer.from(id) } as const;
    await db
      .insertInto('auth_session')
      .values({ ...session, rotated_at: at, created_at: at, expires_at })
      .execute();
    crowd.push({ id, teamId, name, token: (await tokens.signAgent(id, authSessionId)).token });
  }
  return crowd;
}

/** Connects everybody, some at a time, each following their inbox and their team. */
export async function connectCrowd(url: string, crowd: readonly CrowdAgent[]): Promise<AgentSocket[]> {
  return inBatches(crowd, async ({ id, teamId, token }) => {
    const socket: AgentSocket = io(`${url}/agent`, {
      transports: ['websocket'],
      forceNew: true,
      auth: { token, version: WIRE_VERSION },
    });
    await connected(socket);
    const topics = [{ topic: `inbox:${id}` }, { topic: `team:${teamId}` }];
    const answer = await socket.timeout(30_000).emitWithAck('follow', { topics });
    if (!answer.ok) throw new Error(`follow: ${answer.error.code}`);
    return socket;
  });
}

/** As many bare sockets, for a floor. */
export async function connectBare(url: string, count: number): Promise<Socket[]> {
  return inBatches(Array.from({ length: count }), async () => {
    const socket = io(url, { transports: ['websocket'], forceNew: true });
    await connected(socket);
    return socket;
  });
}

async function inBatches<T, R>(all: readonly T[], make: (one: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    made.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(make))));
  }
  return made;
}

function connected(socket: {
  once(event: 'connect', then: () => void): unknown;
  once(event: 'connect_error', then: (error: Error) => void): unknown;
}): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}
