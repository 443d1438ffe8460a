import { z } from 'zod';

/** What an agent may choose about their own window. Kept by the main process; a browser keeps the same shape itself. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']),
  locale: z.enum(['ja', 'en', 'system']),
  density: z.enum(['comfortable', 'compact']),
  /** 1 is 100 %. */
  zoom: z.number().min(0.5).max(3),
  /** Least height of the reply box, px; absent until the agent has pulled at it. */
  composerHeight: z.int().min(40).max(2000).optional(),
});

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = { theme: 'system', locale: 'system', density: 'comfortable', zoom: 1 };

/** A change of settings: any of them, and nothing else. */
export const settingsPatchSchema = settingsSchema.partial();

export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
