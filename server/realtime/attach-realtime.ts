import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { CommandHandlers } from '#server/asking.ts';
import type { Authenticate } from '#server/auth/authenticate.ts';
import type { Revocations } from '#server/auth/revocations.ts';
import type { Deps } from '#server/deps.ts';
import { HEARTBEAT_MS } from '#shared/wire/socket.ts';
import { hearAgents } from './agent-events.ts';
import { createInFlight } from './answering.ts';
import { createFanOut } from './fan-out.ts';
import { guardHandshakes } from './handshake.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { Relay } from './hubs/relay.ts';
import { inSlices } from './in-slices.ts';
import { isShopOrigin, type OriginRules } from './origins.ts';
import { watchPresence } from './presence-watch.ts';
import type { RealtimePublisher } from './publisher.ts';
import { watchSessions } from './session-watch.ts';
import { dropSlowClients } from './slow-clients.ts';
import { namespacesOf } from './sockets.ts';
import { createTyping } from './typing.ts';
import { hearVisitors } from './visitor-events.ts';

export type RealtimeConfig = OriginRules & {
  readonly heartbeatMs?: number;
  /** How long an agent's last window may be gone before they count as disconnected. */
  readonly presenceGraceMs?: number;
  /** How often sign-ins behind sockets are looked at, besides announcements. */
  readonly sessionCheckMs?: number;
  /** Longest wait for frames being answered when the hub stops. */
  readonly drainMs?: number;
};

export type RealtimeParts = {
  readonly httpServer: HttpServer;
  readonly deps: Deps;
  readonly publisher: RealtimePublisher;
  /** Not started yet: `join` does. */
  readonly relay: Relay;
  readonly authenticate: Pick<Authenticate, 'agent' | 'visitor'>;
  readonly revocations: Pick<Revocations, 'onRevoked' | 'announce'>;
  readonly commandHandlers: CommandHandlers;
  readonly config: RealtimeConfig;
  /** Their offers end and what they own is looked after; see presence-watch. */
  readonly onAgentGone?: (agentId: string) => Promise<void>;
};

export type Realtime = {
  readonly io: Server;
  /** Hears the other hubs from now on, and is heard by them. Call it before the hub listens. */
  readonly join: () => Promise<void>;
  /** Windows connected now, for metrics. */
  readonly counts: () => { agents: number; visitors: number };
  /** Answers what is under way, pushes what is committed, then closes every socket; clients come back by themselves. */
  readonly stop: () => Promise<void>;
};

/** Frames are small: files go over HTTP. */
const MAX_FRAME_BYTES = 64 * 1024;
const PING_EVERY_MS = 10_000;
const PING_TIMEOUT_MS = 8_000;
const SESSION_CHECK_MS = 60_000;
const PRESENCE_GRACE_MS = 15_000;
const DRAIN_MS = 5_000;

/**
 * Opens the two namespaces on an HTTP server. Sockets are a doorbell: everything that must arrive is in the database and
 * caught up on, so connection-state recovery is off; it would bring sockets back without asking who they are.
 */
export function attachRealtime({
  httpServer,
  deps,
  publisher,
  relay,
  authenticate,
  revocations,
  commandHandlers,
  config,
  onAgentGone,
}: RealtimeParts): Realtime {
  const { db, clock, logger } = deps;
  const io = new Server(httpServer, {
    transports: ['websocket'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_TIMEOUT_MS,
    serveClient: false,
    // Compressing small frames costs more memory per socket than it saves on the line.
    perMessageDeflate: false,
    allowRequest: (request, decide) => decide(null, !stopped && isShopOrigin(request, config)),
  });
  // Windows come back within milliseconds; one let in after the rest was closed would hold the HTTP server for good.
  let stopped = false;
  io.engine.on('connection', (connection: { close: (discard: boolean) => void }) => {
    if (stopped) connection.close(true);
  });
  const namespaces = namespacesOf(io);
  const fanOut = createFanOut(namespaces, { logger });
  const inFlight = createInFlight();
  const presence = watchPresence(namespaces.agents, {
    deps,
    hubId: relay.hubId,
    graceMs: config.presenceGraceMs ?? PRESENCE_GRACE_MS,
    onAgentGone: onAgentGone ?? (async () => undefined),
  });
  guardHandshakes(namespaces, { authenticate, logger, origins: config });
  const typing = createTyping(namespaces, { db, own: publisher.own, relay });
  const parts = { deps, commandHandlers, heads: publisher.heads, typing, inFlight };
  hearAgents(namespaces.agents, { ...parts, presence });
  hearVisitors(namespaces.visitors, parts);
  const sessions = watchSessions(namespaces.agents, {
    db,
    clock,
    logger,
    revocations,
    everyMs: config.sessionCheckMs ?? SESSION_CHECK_MS,
  });
  function workspaceChanged(): void {
    // Roles and teams first, so that what a window asks for next is answered as it may be now.
    sessions.look();
    // Every window asks for what it shows of the workspace then: not all at once.
    void inSlices(namespaces.agents.sockets, (slice) => {
      for (const socket of slice) socket.emit('workspace');
    });
  }
  publisher.attach(fanOut, {
    presenceSet: presence.presenceSet,
    loadMayHaveChanged: presence.loadMayHaveChanged,
    workspaceChanged,
    sessionsEnded: (ids) => {
      for (const id of ids) revocations.announce(id);
    },
    typing: (said) => {
      typing.hear(said).catch((error: unknown) => logger.warn({ err: error }, 'could not show who is writing'));
    },
  });
  const heartbeat = startHeartbeat(namespaces, {
    heads: publisher.heads,
    fanOut,
    logger,
    everyMs: config.heartbeatMs ?? HEARTBEAT_MS,
    now: clock.now,
    isDeaf: relay.isDeaf,
  });
  const running = [sessions, heartbeat, dropSlowClients(io, logger)];
  let stopping: Promise<void> | null = null;

  async function stop(): Promise<void> {
    const deadline = process.uptime() * 1000 + (config.drainMs ?? DRAIN_MS);
    while (inFlight.count() > 0 && process.uptime() * 1000 < deadline) await new Promise((done) => setTimeout(done, 5));
    await publisher.idle();
    for (const part of running) part.stop();
    presence.stop();
    publisher.stop();
    await relay.stop();
    stopped = true;
    io.disconnectSockets(true);
    io.of('/agent').disconnectSockets(true);
    io.of('/visitor').disconnectSockets(true);
    // The HTTP server is the caller's to close.
    io.engine.close();
  }

  return {
    io,
    join: () =>
      relay.start({
        onCarried: publisher.hear,
        onGap() {
          publisher.own.forgetAll();
          workspaceChanged();
          heartbeat.beatNow();
        },
        onRegistered: presence.sayAgain,
        onHubGone: presence.lookForAbsent,
      }),
    counts: () => ({ agents: namespaces.agents.sockets.size, visitors: namespaces.visitors.sockets.size }),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
