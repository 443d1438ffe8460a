import { z } from 'zod';

/**
 * What the page asks of this computer itself: finding the hub, windows, spelling, its log and its crash reports. No path,
 * no address of a file and no place to send anything to ever comes from the page.
 */
const nothing = z.undefined();

/** Why an address is not a hub's to work with. */
const HUB_PROBLEMS = [
  /** It is no web address, or has more than scheme, host and port. */
  'not_an_address',
  /** Plain http to another machine: customers' words would travel in the clear. */
  'not_encrypted',
  /** The name leads nowhere. */
  'no_such_name',
  'no_answer',
  /** Its certificate is not vouched for on this computer. */
  'certificate',
  /** Something answers that is no hub. */
  'not_a_hub',
  /** A hub that is starting, stopping or without its database. */
  'not_ready',
] as const;
export type HubProblem = (typeof HUB_PROBLEMS)[number];

const addressSchema = z.strictObject({ address: z.string().min(1).max(300) });

const hubCheckSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('hub'), url: z.string() }),
  z.strictObject({ status: z.literal('problem'), problem: z.enum(HUB_PROBLEMS) }),
]);
export type HubCheck = z.infer<typeof hubCheckSchema>;

const foundHubSchema = z.strictObject({
  url: z.string(),
  /** Who named it: this computer, or the network's directory. */
  by: z.enum(['this_computer', 'network']),
});
export type FoundHub = z.infer<typeof foundHubSchema>;

const crashSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-fA-F-]{36}$/),
  /** RFC 3339. */
  at: z.string(),
  bytes: z.int().min(0),
});
export type Crash = z.infer<typeof crashSchema>;

const crashIdSchema = crashSchema.pick({ id: true });

/** Most words in one asking; a page with more asks again. */
const SPELLING_WORDS = 500;

export const COMPUTER_CALLS = {
  /** Hubs that answer where this computer and its network say one might be, each checked. */
  'hub/find': { args: nothing, result: z.strictObject({ found: z.array(foundHubSchema).max(8) }) },
  /**
   * Takes the hub of an address for this computer, once it is checked. Refused as `forbidden` when a policy or the start
   * names one, and asked about in a dialog of the main process when one was chosen before.
   */
  'hub/choose': { args: addressSchema, result: hubCheckSchema },
  /** Brings a conversation into a window of its own; a second asking brings that one to the front. */
  'window/pop-out': {
    args: z.strictObject({ conversationId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
    result: z.void(),
  },
  /** The misspelt ones among English words. */
  'spelling/check': {
    args: z.strictObject({ words: z.array(z.string().max(100)).max(SPELLING_WORDS) }),
    result: z.strictObject({ misspelt: z.array(z.string()) }),
  },
  /** The newest lines of the desktop's log, oldest first; without personal data ([PR4]). */
  'log/read': { args: nothing, result: z.strictObject({ lines: z.array(z.string()).max(1000) }) },
  /** Asks where, by the OS's dialog, and writes the log there. */
  'log/export': { args: nothing, result: z.strictObject({ saved: z.boolean() }) },
  'crash/list': { args: nothing, result: z.strictObject({ crashes: z.array(crashSchema).max(50) }) },
  /** Sends one report to where the company's policy says; asked about by a dialog of the main process first. */
  'crash/send': { args: crashIdSchema, result: z.strictObject({ sent: z.boolean() }) },
  'crash/delete': { args: crashIdSchema, result: z.void() },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

export const COMPUTER_SIGNALS = {
  /** This computer reaches the network another way than before: sockets may be dead though nothing has said so. */
  'network/changed': nothing,
} as const satisfies Record<string, z.ZodType>;
