import { z } from 'zod';
import { UPDATE_CHANNELS } from '#shared/domain/update-manifest.ts';
import { settingsSchema } from './settings.ts';

/** What the agent may choose and the company may choose for them. */
export const lockedSchema = settingsSchema.omit({ composerHeight: true }).partial();

const proxySchema = z.discriminatedUnion('mode', [
  /** As the operating system says; what holds without a policy. */
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('direct') }),
  z.strictObject({ mode: z.literal('auto'), script: z.url({ protocol: /^https?$/ }).max(2000) }),
  z.strictObject({
    mode: z.literal('fixed'),
    /** `HOST:PORT`, or `https://HOST:PORT` or `socks5://HOST:PORT`. */
    server: z.string().regex(/^((https?|socks5):\/\/)?[A-Za-z0-9.[\]:-]+:\d{1,5}$/),
    /** Hosts that are reached without it: `*.example.jp`, `10.0.0.0/8`. */
    bypass: z.array(z.string().regex(/^[A-Za-z0-9.*:/<>[\]-]{1,200}$/)).optional(),
  }),
]);

const absolutePath = z.string().regex(/^(\/|[A-Za-z]:\\)[^\0]{1,1000}$/);

/**
 * What a company decides for its desktops ([DK3]), every part of it optional. It comes from where only an administrator
 * can write: the registry, a managed profile, a root-owned file. Nothing in it ever comes from a page.
 */
export const policySchema = z.strictObject({
  /** The hub's origin. With it nobody can choose another. */
  hub: z.string().min(1).max(300).optional(),
  /** `off`: the desktop neither looks for updates nor installs them; IT does. */
  updates: z.enum(['on', 'off']).optional(),
  updateChannel: z.enum(UPDATE_CHANNELS).optional(),
  /** Preferences that hold whatever the agent chose. */
  locked: lockedSchema.optional(),
  proxy: proxySchema.optional(),
  /** Files of PEM certificates that vouch for servers beside the authorities of the operating system. */
  certificateAuthorities: z.array(absolutePath).max(20).optional(),
  /** Where a crash report goes when its agent says so; without it there is nowhere to send one. */
  crashReportsTo: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  /** Lets a driver or a debugger attach (`--remote-debugging-port`); without it the app refuses to start with one. */
  remoteDebugging: z.boolean().optional(),
});

export type Policy = z.infer<typeof policySchema>;
export type ProxyPolicy = NonNullable<Policy['proxy']>;
export type LockedSettings = NonNullable<Policy['locked']>;

/** Where the policy was found. */
const POLICY_SOURCES = ['none', 'registry', 'profile', 'file'] as const;
export type PolicySource = (typeof POLICY_SOURCES)[number];

/** As much of the policy as the page shows. */
const policyViewSchema = z.strictObject({
  source: z.enum(POLICY_SOURCES),
  locked: z.array(z.enum(Object.keys(lockedSchema.shape) as [keyof LockedSettings, ...(keyof LockedSettings)[]])),
  updates: z.enum(['on', 'off']),
  updateChannel: z.enum(UPDATE_CHANNELS),
  canSendCrashReports: z.boolean(),
  /** What of it could not be used, for IT; in English. */
  problems: z.array(z.string()),
});
export type PolicyView = z.infer<typeof policyViewSchema>;

export const POLICY_CALLS = {
  'policy/view': { args: z.undefined(), result: policyViewSchema },
} as const;
