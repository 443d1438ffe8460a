import { z } from 'zod';

/** What reaches an agent who looks elsewhere ([DK2]): each kind has its own sound and may be told apart in the settings. */
export const ALERT_KINDS = ['call', 'offer', 'message', 'escalation'] as const;
export const alertKindSchema = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof alertKindSchema>;

export const ALERT_SOUNDS = ['none', 'ring', 'chime', 'knock', 'drop'] as const;
const alertSoundSchema = z.enum(ALERT_SOUNDS);
export type AlertSound = z.infer<typeof alertSoundSchema>;

/** What can be done from a notification without opening the window. */
export const ALERT_ACTIONS = ['answer', 'decline', 'accept', 'open'] as const;
export const alertActionSchema = z.enum(ALERT_ACTIONS);
export type AlertAction = z.infer<typeof alertActionSchema>;

/** How much a notification says, for others see the screen too: everything, who it is, or only that something is there. */
export const ALERT_DETAILS = ['words', 'names', 'nothing'] as const;
export type AlertDetail = (typeof ALERT_DETAILS)[number];

const kindChoiceSchema = z.strictObject({ notify: z.boolean(), sound: alertSoundSchema });
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const quietHoursSchema = z.strictObject({
  on: z.boolean(),
  /** `22:00`, by this machine's clock; an `until` that is not later is the next day's. */
  from: timeOfDaySchema,
  until: timeOfDaySchema,
  /** Whether calls ring all the same. */
  calls: z.boolean(),
});
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const alertSettingsSchema = z.strictObject({
  kinds: z.strictObject({
    call: kindChoiceSchema,
    offer: kindChoiceSchema,
    message: kindChoiceSchema,
    escalation: kindChoiceSchema,
  }),
  /** 0 is silent, 1 is as loud as the machine is set. */
  volume: z.number().min(0).max(1),
  quiet: quietHoursSchema,
  detail: z.enum(ALERT_DETAILS),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

export const DEFAULT_ALERTS: AlertSettings = {
  kinds: {
    call: { notify: true, sound: 'ring' },
    offer: { notify: true, sound: 'chime' },
    message: { notify: true, sound: 'drop' },
    escalation: { notify: true, sound: 'knock' },
  },
  volume: 0.8,
  quiet: { on: false, from: '22:00', until: '07:00', calls: true },
  detail: 'words',
};

/** Shortcuts that work while another program has the focus ([DK3]). */
export const GLOBAL_SHORTCUTS = ['answer', 'mute', 'accept-offer'] as const;
export const globalShortcutSchema = z.enum(GLOBAL_SHORTCUTS);
export type GlobalShortcut = z.infer<typeof globalShortcutSchema>;

/**
 * As Electron writes it: at least one of Control, Alt or the system's key, and one key that is neither a function key of
 * the IME (F6–F10) nor what an IME switches by (space). `null` is switched off.
 */
export const acceleratorSchema = z
  .string()
  .max(60)
  .regex(
    /^(?=.*(CommandOrControl|Control|Alt|Super)\+)((CommandOrControl|Control|Alt|Shift|Super)\+){1,4}([A-Z0-9]|F([1-5]|1[12]))$/,
  );

export const globalShortcutsSchema = z.strictObject({
  answer: acceleratorSchema.nullable(),
  mute: acceleratorSchema.nullable(),
  'accept-offer': acceleratorSchema.nullable(),
});
export type GlobalShortcuts = z.infer<typeof globalShortcutsSchema>;

/** Off until somebody wants them: what works everywhere takes keys from every other program. */
export const DEFAULT_GLOBAL_SHORTCUTS: GlobalShortcuts = { answer: null, mute: null, 'accept-offer': null };

/** What an agent is offered, all kept clear of input methods and of the desktops' own. */
export const SUGGESTED_GLOBAL_SHORTCUTS: Readonly<Record<GlobalShortcut, string>> = {
  answer: 'CommandOrControl+Alt+Shift+A',
  mute: 'CommandOrControl+Alt+Shift+M',
  'accept-offer': 'CommandOrControl+Alt+Shift+O',
};
