import { z } from 'zod';
import { alertSettingsSchema, globalShortcutsSchema } from './alerts.ts';

/** What an agent may choose about their own window. Kept by the main process; a browser keeps the same shape itself. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']),
  locale: z.enum(['ja', 'en', 'system']),
  density: z.enum(['comfortable', 'compact']),
  /** 1 is 100 %. */
  zoom: z.number().min(0.5).max(3),
  /** Least height of the reply box, px; absent until the agent has pulled at it. */
  composerHeight: z.int().min(40).max(2000).optional(),
  /** Whether what one sends can be taken back for some seconds; absent, as the team has it. */
  sendDelay: z.enum(['team', 'always', 'never']).optional(),
  /** English words are checked while writing; absent, they are. */
  spelling: z.boolean().optional(),
  /** Tsunagi starts with the computer's session; absent, it does not. */
  startAtLogin: z.boolean().optional(),
  /** How calls, offers and messages are told; absent, as DEFAULT_ALERTS has it. */
  alerts: alertSettingsSchema.optional(),
  /** Keys that work while another program has the focus; absent, none. */
  globalShortcuts: globalShortcutsSchema.optional(),
  /** Closing the window leaves Tsunagi in the tray, so that calls still arrive; absent, it ends. */
  staysInTray: z.boolean().optional(),
});

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = { theme: 'system', locale: 'system', density: 'comfortable', zoom: 1 };

/** A change of settings: any of them, and nothing else. */
export const settingsPatchSchema = settingsSchema.partial();

export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
