import type { FastifyInstance, RouteOptions } from 'fastify';
import { COMMANDS, VISITOR_COMMANDS } from '#shared/wire/commands.ts';
import { type Action, POLICY } from '#shared/wire/policy.ts';
import { QUERIES } from '#shared/wire/queries.ts';
import { AGENT_SOCKET_DOORS, VISITOR_SOCKET_DOORS } from '#shared/wire/socket-doors.ts';

/** Who may knock at a route; each is known by a token of their own kind. */
export type AskerKind = 'agent' | 'visitor' | 'key';

declare module 'fastify' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface FastifyContextConfig {
    /** The policy row that guards the route; with `by-name` the command or query named in the path brings its own. */
    action?: Action | 'by-name';
    /** Whose tokens are taken; agents' alone unless told. */
    askers?: readonly AskerKind[];
    /** Why the route needs nobody signed in. */
    open?: string;
  }
}

/** One way into the hub: a route, a command, a query or a socket event, with what guards it. */
export type Door = { readonly name: string; readonly action?: string | undefined; readonly open?: string | undefined };

/** Collects the routes of an app, also those that plugins add. Call before any route is made. */
export function collectRoutes(app: FastifyInstance): Door[] {
  const doors: Door[] = [];
  app.addHook('onRoute', (route: RouteOptions) => {
    const { action, open } = route.config ?? {};
    // A preflight is answered by the CORS plugin and shows nothing.
    const preflight = route.method === 'OPTIONS' ? 'preflight' : undefined;
    doors.push({ name: `${String(route.method)} ${route.url}`, action, open: open ?? preflight });
  });
  return doors;
}

/** Every command, query and socket event with its policy action. */
export const registryDoors = (): Door[] => [
  ...[...COMMANDS, ...VISITOR_COMMANDS, ...QUERIES].map(({ name, action }) => ({ name, action })),
  ...Object.entries(AGENT_SOCKET_DOORS).map(([event, action]) => ({ name: `/agent ${event}`, action })),
  ...Object.entries(VISITOR_SOCKET_DOORS).map(([event, action]) => ({ name: `/visitor ${event}`, action })),
];

/** Doors behind which each command or topic is decided by its own row. */
const BY_ITSELF = new Set(['by-name', 'by-topic']);

/** Throws, naming each of them, when a door has neither a policy row nor a reason to be open ([PR5]). */
export function assertEveryDoorGuarded(doors: readonly Door[]): void {
  const unguarded = doors.filter(({ action, open }) => {
    if (action === undefined) return open === undefined || open.trim() === '';
    return !BY_ITSELF.has(action) && !Object.hasOwn(POLICY, action);
  });
  if (unguarded.length === 0) return;
  const list = unguarded.map(({ name, action }) => `${name} (${action ?? 'no action'})`).join(', ');
  throw new Error(
    `[PR5] without a row in shared/wire/policy.ts: ${list}. Give each an action there, or a reason to be open.`,
  );
}
