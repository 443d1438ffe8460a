import { z } from 'zod';
import { signedInSchema } from '#shared/wire/auth.ts';
import { COMPUTER_CALLS, COMPUTER_SIGNALS } from './computer.ts';
import { LOCAL_CALLS } from './local.ts';
import { POLICY_CALLS } from './policy.ts';
import { settingsPatchSchema, settingsSchema } from './settings.ts';
import { SHELL_CALLS, SHELL_SIGNALS } from './shell.ts';
import { UPDATE_CALLS, updateStateSchema } from './updates.ts';

/**
 * The whole contract between the page and the main process ([DK1]): OS matters only, everything else goes to the hub.
 * `IPC_CALLS` are asked by the page and answered by the main process, arguments and results checked by these schemas;
 * `IPC_SIGNALS` are facts the main process tells every page.
 */

/** Who is signed in, as the hub says it. */
export const signedInAgentSchema = signedInSchema.shape.agent;

/** Where the refresh token lives: the OS's secret store, or only in memory (then a restart asks for the password). */
const tokenStorageSchema = z.enum(['keychain', 'memory']);

const authStateSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('signed_in'),
    agent: signedInAgentSchema,
    storage: tokenStorageSchema,
    backend: z.string(),
  }),
  z.strictObject({
    status: z.literal('signed_out'),
    /** `refused`: the hub ended the session; `none`: nobody was signed in, or they signed out. */
    reason: z.enum(['none', 'refused']),
    storage: tokenStorageSchema,
    backend: z.string(),
  }),
]);

/** What the page may hold: an access token of at most ten minutes. The refresh token never comes here. */
const pageSessionSchema = z.strictObject({
  accessToken: z.string().min(1),
  accessTokenExpiresAt: signedInSchema.shape.accessTokenExpiresAt,
  agent: signedInAgentSchema,
});

const nothing = z.undefined();
const count = z.number().int().min(0).max(100_000);

export const IPC_CALLS = {
  ...COMPUTER_CALLS,
  ...LOCAL_CALLS,
  ...POLICY_CALLS,
  ...SHELL_CALLS,
  ...UPDATE_CALLS,
  'auth/sign-in': {
    args: z.strictObject({ login: z.string().min(1).max(320), password: z.string().min(1).max(1024) }),
    result: pageSessionSchema,
  },
  /** The session of now: the token in hand while it lasts another minute, else a fresh one; `force` always asks the hub. */
  'auth/refresh': { args: z.strictObject({ force: z.boolean().optional() }), result: pageSessionSchema },
  /** By the company's account, in the system's browser; answered when the person is back, or after ten minutes. */
  'auth/sign-on': { args: nothing, result: pageSessionSchema },
  /** Shows whose company account it is, for `sign-on:link-own`. */
  'auth/prove': { args: nothing, result: z.strictObject({ code: z.string(), verifier: z.string() }) },
  'auth/cancel-sign-on': { args: nothing, result: z.void() },
  'auth/sign-out': { args: nothing, result: z.void() },
  'auth/state': { args: nothing, result: authStateSchema },
  'settings/get': { args: nothing, result: settingsSchema },
  'settings/set': { args: settingsPatchSchema, result: settingsSchema },
  /** `null` while no hub is configured; never comes from the page. */
  'hub/address': {
    args: nothing,
    result: z.strictObject({
      url: z.string().nullable(),
      source: z.enum(['argument', 'policy', 'settings', 'none']),
      problem: z.string().nullable(),
    }),
  },
  'app/info': {
    args: nothing,
    result: z.strictObject({
      name: z.string(),
      version: z.string(),
      platform: z.enum(['linux', 'darwin', 'win32', 'other']),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      osLocale: z.string(),
      /** False when Chromium's sandbox is switched off (root only); the page may warn. */
      sandboxed: z.boolean(),
    }),
  },
  'shell/open-external': { args: z.strictObject({ url: z.string().min(1).max(4096) }), result: z.void() },
  'window/badge': { args: z.strictObject({ count }), result: z.void() },
  'window/set-title': { args: z.strictObject({ count }), result: z.void() },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

export const IPC_SIGNALS = {
  ...COMPUTER_SIGNALS,
  ...SHELL_SIGNALS,
  'auth/changed': authStateSchema,
  'settings/changed': settingsSchema,
  'update/changed': updateStateSchema,
  /** The machine woke up: sockets are stale, catch up now. */
  'power/resume': nothing,
  /** What became of the machine: `back` once it is awake and its screen is not locked. */
  'power/fact': z.strictObject({ fact: z.enum(['asleep', 'locked', 'back']) }),
  /** A link in a mail was clicked; nothing opens until the page has asked `shell/open-external` for it. */
  'link/asked': z.strictObject({ url: z.string().min(1).max(4096) }),
} as const satisfies Record<string, z.ZodType>;

export type AuthState = z.infer<typeof authStateSchema>;
export type SignedInAgent = z.infer<typeof signedInAgentSchema>;
export type PageSession = z.infer<typeof pageSessionSchema>;

export type CallName = keyof typeof IPC_CALLS;
export type CallArgs<N extends CallName> = z.infer<(typeof IPC_CALLS)[N]['args']>;
export type CallResult<N extends CallName> = z.infer<(typeof IPC_CALLS)[N]['result']>;

export type SignalName = keyof typeof IPC_SIGNALS;
export type SignalPayload<N extends SignalName> = z.infer<(typeof IPC_SIGNALS)[N]>;
