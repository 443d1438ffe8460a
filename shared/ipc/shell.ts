import { z } from 'zod';
import { presenceSchema } from '#shared/domain/people.ts';
import { alertActionSchema, alertKindSchema, globalShortcutSchema } from './alerts.ts';

/**
 * What the page asks of the desktop around it, beside notifications' targets: what is told when nobody looks, the tray, the
 * shortcuts that work everywhere and the links that open Tsunagi ([DK2], [DK3]).
 */
const tag = z.string().min(1).max(200);
const nothing = z.undefined();

/** What a notification or a `tsunagi://` link opens. */
export const targetSchema = z.strictObject({
  kind: z.enum(['conversation', 'handoff', 'customer']),
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
});
export type Target = z.infer<typeof targetSchema>;

const actionSchema = z.strictObject({ id: alertActionSchema, label: z.string().min(1).max(60) });

const alertSchema = z.strictObject({
  kind: alertKindSchema,
  title: z.string().min(1).max(200),
  body: z.string().max(1000),
  /** A later one of the same tag takes the place of the earlier one. */
  tag,
  target: targetSchema.nullable(),
  /** The first is what a click on a button does best; at most three, as more than that no desktop shows. */
  actions: z.array(actionSchema).max(3),
  /** Stays until it is decided or taken away: a call, an offer. */
  isUrgent: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;

/** A link that was opened: something of the hub's, or a number that somebody wants to call. */
const linkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('target'), target: targetSchema }),
  z.strictObject({ kind: z.literal('tel'), number: z.string().regex(/^[+*#0-9]{1,32}$/) }),
]);
export type OpenedLink = z.infer<typeof linkSchema>;

export const LINK_SCHEMES = ['tsunagi', 'tel'] as const;
const linkSchemeSchema = z.enum(LINK_SCHEMES);
export type LinkScheme = z.infer<typeof linkSchemeSchema>;

const linksStateSchema = z.strictObject({
  /** Whether this program is what the OS opens such links with. */
  tsunagi: z.boolean(),
  tel: z.boolean(),
});
export type LinksState = z.infer<typeof linksStateSchema>;

const shortcutStateSchema = z.strictObject({
  id: globalShortcutSchema,
  /** `taken`: another program has these keys, or this desktop gives none away (Wayland). */
  state: z.enum(['off', 'on', 'taken']),
});
export type ShortcutState = z.infer<typeof shortcutStateSchema>;

export const SHELL_CALLS = {
  'notify/show': {
    args: alertSchema,
    /**
     * `system`: the OS shows it; `window`: a small window of ours does, for this desktop shows no answers; `none`: nothing
     * could be shown, show it in the page.
     */
    result: z.strictObject({ shown: z.boolean(), by: z.enum(['system', 'window', 'none']) }),
  },
  'notify/close': { args: z.strictObject({ tag }), result: z.void() },
  /** What the small windows are to show, the oldest first. */
  'notify/waiting': { args: nothing, result: z.strictObject({ alerts: z.array(alertSchema) }) },
  /** What was pressed in a small window; `action` null is the notification itself, `dismiss` puts it away. */
  'notify/answer': {
    args: z.strictObject({ tag, action: alertActionSchema.or(z.literal('dismiss')).nullable() }),
    result: z.void(),
  },
  /** Asks for a look: the taskbar's entry flashes, the dock's bounces, until the window has the focus. */
  'window/attention': { args: z.strictObject({ on: z.boolean() }), result: z.void() },
  /** How this agent is, for the tray; null while nobody is signed in. */
  'tray/show': { args: z.strictObject({ presence: presenceSchema.nullable() }), result: z.void() },
  'shortcuts/state': { args: nothing, result: z.strictObject({ shortcuts: z.array(shortcutStateSchema) }) },
  'links/state': { args: nothing, result: linksStateSchema },
  'links/claim': { args: z.strictObject({ scheme: linkSchemeSchema, on: z.boolean() }), result: linksStateSchema },
  /** The link that waits, once; null when none does. */
  'link/take': { args: nothing, result: z.strictObject({ link: linkSchema.nullable() }) },
} as const satisfies Record<string, { args: z.ZodType; result: z.ZodType }>;

export const SHELL_SIGNALS = {
  /** `action` null: the notification itself was clicked. */
  'notify/clicked': z.strictObject({ tag, target: targetSchema.nullable(), action: alertActionSchema.nullable() }),
  /** What the small windows show is other than it was. */
  'notify/changed': nothing,
  'shortcut/pressed': z.strictObject({ id: globalShortcutSchema }),
  /** Chosen in the tray's menu. */
  'presence/asked': z.strictObject({ presence: z.enum(['ready', 'wrap_up', 'away']) }),
  /** A link was opened; `link/take` hands it out. It waits there, for the page may not have been loaded or signed in. */
  'link/waiting': nothing,
} as const satisfies Record<string, z.ZodType>;
