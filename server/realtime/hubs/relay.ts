import type { Logger } from 'pino';
import type { Db, DbPool } from '#server/db/handle.ts';
import { toError } from '#shared/lib/assert.ts';
import { type Carried, type Frame, packed, readFrame } from './frames.ts';
import { createHeard } from './heard.ts';
import { beatHub, buryHub, type OtherHub, registerHub, removeHub } from './hubs.repository.ts';
import type { Link } from './link.ts';
import { createPostgresLink } from './postgres-link.ts';
import { createRedisLink } from './redis-link.ts';

/** How this hub and the others hear of each other, for whoever watches it. */
export type RelayState = {
  /** Hubs that run, this one included. */
  readonly hubs: number;
  /** What frames go by: `broken` while this hub neither hears nor reaches the others. */
  readonly fanOut: 'postgres' | 'redis' | 'broken';
  /** Redis is configured and can not be used. */
  readonly redisAway: boolean;
  readonly sent: number;
  /** Times that something told by another hub was missed, and made up for. */
  readonly gaps: number;
};

export type RelayListener = {
  readonly onCarried: (carried: readonly Carried[]) => void;
  /** Something was missed: whatever it was has to be looked up. */
  readonly onGap: () => void;
  /** The others had given this hub up for dead; what it keeps on the roll has to be said again. */
  readonly onRegistered: () => void;
  /** Another hub is gone, with its windows. */
  readonly onHubGone: () => void;
};

export type Relay = {
  readonly hubId: string;
  /** Joins the others; resolves when this hub hears them and they know of it. */
  readonly start: (listener: RelayListener) => Promise<void>;
  /** Tells the other hubs, in order; nothing is done when there are none. Never throws. */
  readonly tell: (carried: readonly Carried[]) => void;
  readonly hasOthers: () => boolean;
  /** What others tell may not arrive here now: look more often. */
  readonly isDeaf: () => boolean;
  readonly state: () => RelayState;
  /** Says what is still to be said, then leaves: nobody takes this hub for dead. */
  readonly stop: () => Promise<void>;
};

type Parts = {
  readonly db: Db;
  readonly pool: DbPool;
  readonly logger: Logger;
  readonly hubId: string;
  /** Names the installation: hubs of one database share it. */
  readonly installation: string;
  readonly redisUrl?: string | undefined;
  readonly beatMs?: number;
};

const BEAT_MS = 1000;
/** Longest that a start waits for its listening session, and for a Redis that may not be there. */
const JOIN_MS = 3000;
const REDIS_JOIN_MS = 700;

/**
 * Carries pointers between the hubs of one database ([SY7]): by Redis Streams where it is configured and every hub hears
 * it, else by PostgreSQL's NOTIFY. Both may lose a frame. Frames are counted, and each hub's count stands in the database
 * every second, so a loss is noticed within two and made up for; nothing that must arrive rests on them ([SY3]).
 */
export function createRelay({ db, pool, logger, hubId, installation, redisUrl, beatMs = BEAT_MS }: Parts): Relay {
  const heard = createHeard();
  let others = new Map<string, OtherHub>();
  let listener: RelayListener | null = null;
  let postgres: ReturnType<typeof createPostgresLink> | null = null;
  let redis: Link | null = null;
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> | null = null;
  let leaving: NodeJS.Immediate | null = null;
  let queue: Carried[] = [];
  let sent = 0;
  let gaps = 0;
  let generation: string | null = null;
  const sending = new Set<Promise<void>>();

  const links = (): Link[] => [postgres, redis].filter((link) => link !== null);
  const own = () => ({
    id: hubId,
    sent,
    hears: links()
      .filter((link) => link.hears())
      .map(({ name }) => name),
    backendPid: postgres?.backendPid() ?? null,
  });

  /** Redis where everybody hears it; a hub that does not is reached by what it does hear. */
  function bestLink(): Link | null {
    const everybodyHears = [...others.values()].every(({ hears }) => hears.includes('redis'));
    if (redis?.speaks() && everybodyHears) return redis;
    return postgres?.speaks() ? postgres : null;
  }

  function take(text: string): void {
    const frame = readFrame(text);
    if (frame === null || frame.hub === hubId || !heard.take(frame.hub, frame.n)) return;
    // Whoever says hello is not on this hub's roll yet.
    if (!others.has(frame.hub) || frame.carried.some(({ to }) => to === 'hello')) void beat();
    if (frame.carried.some(({ to }) => to === 'generation')) void beat();
    guarded(() => listener?.onCarried(frame.carried));
  }

  function guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      logger.error({ err: toError(error) }, 'fault in what another hub told');
    }
  }

  function missed(): void {
    gaps += 1;
    guarded(() => listener?.onGap());
  }

  function leave(): void {
    leaving = null;
    const carried = queue;
    queue = [];
    for (const frame of packed(hubId, carried, () => ++sent)) {
      const under = send(frame).finally(() => sending.delete(under));
      sending.add(under);
    }
  }

  /** What no link takes is lost; the count tells the others so. */
  async function send(frame: Frame): Promise<void> {
    const text = JSON.stringify(frame);
    const best = bestLink();
    for (const link of [best, best === redis ? postgres : null]) {
      if (link === null) continue;
      try {
        return await link.send(text);
      } catch (error) {
        logger.debug({ reason: toError(error).message, link: link.name }, 'a frame was not taken');
      }
    }
  }

  function tell(carried: readonly Carried[]): void {
    if (others.size === 0) return;
    queue.push(...carried);
    leaving ??= setImmediate(leave);
  }

  function beat(): Promise<void> {
    beating ??= look()
      .catch((error: unknown) => logger.warn({ reason: toError(error).message }, 'could not beat this hub'))
      .finally(() => {
        beating = null;
      });
    return beating;
  }

  async function bury(dead: readonly OtherHub[]): Promise<void> {
    for (const { id } of dead) {
      if (!(await buryHub(db, id))) continue;
      logger.warn({ hub: id }, 'a hub died; its windows are looked after here');
      tell([{ to: 'generation' }]);
    }
  }

  async function look(): Promise<void> {
    const roll = await beatHub(db, own());
    if (listener === null) return;
    if (!roll.known) {
      await registerHub(db, own());
      listener.onRegistered();
      missed();
    }
    const dead = roll.others.filter((hub) => hub.dead);
    await bury(dead);
    const alive = new Map(roll.others.filter((hub) => !hub.dead).map((hub) => [hub.id, hub]));
    const lost = [...alive.values()].filter(({ id, sent: told }) => heard.owes(id, told));
    const gone = [...others.keys()].filter((id) => !alive.has(id));
    const isRenewed = generation !== null && generation !== roll.teamGeneration;
    others = alive;
    generation = roll.teamGeneration;
    for (const id of gone) heard.forget(id);
    if (gone.length > 0 || dead.length > 0) listener.onHubGone();
    // A session that misses what is sent may be half dead.
    if (lost.length > 0 && postgres?.hears()) postgres.renew();
    if (lost.length > 0 || isRenewed) missed();
  }

  return {
    hubId,
    tell,
    hasOthers: () => others.size > 0,
    isDeaf: () => others.size > 0 && !links().some((link) => link.hears()),
    state: () => ({
      hubs: others.size + 1,
      fanOut: bestLink()?.name ?? 'broken',
      redisAway: redis !== null && !(redis.hears() && redis.speaks()),
      sent,
      gaps,
    }),
    async start(to) {
      listener = to;
      postgres = createPostgresLink(pool, {
        onFrame: take,
        onHearing: () => {
          if (others.size > 0) missed();
        },
      });
      if (redisUrl !== undefined)
        redis = createRedisLink({ url: redisUrl, key: `tsunagi:hubs:${installation}`, logger, onFrame: take });
      await within(JOIN_MS, () => postgres?.hears() === true);
      await within(REDIS_JOIN_MS, () => redis?.hears() !== false);
      await registerHub(db, own());
      await beat();
      tell([{ to: 'hello' }]);
      timer = setInterval(() => void beat(), beatMs);
      timer.unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      if (leaving !== null) {
        clearImmediate(leaving);
        leave();
      }
      await Promise.all(sending);
      await beating;
      listener = null;
      await removeHub(db, hubId).catch(() => undefined);
      await Promise.all(links().map((link) => link.close()));
    },
  };
}

/** Waits until it is so, at most this long. */
async function within(milliseconds: number, isSo: () => boolean): Promise<void> {
  const deadline = process.uptime() * 1000 + milliseconds;
  while (!isSo() && process.uptime() * 1000 < deadline) await new Promise((done) => setTimeout(done, 5));
}
