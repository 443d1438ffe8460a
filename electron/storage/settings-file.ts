import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_SETTINGS, type Settings, type SettingsPatch, settingsSchema } from '#shared/ipc/settings.ts';
import { writeFileAtomically } from './atomic-file.ts';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
const windowSchema = z.object({ bounds: boundsSchema, maximized: z.boolean() });

export type Bounds = z.infer<typeof boundsSchema>;
export type WindowState = z.infer<typeof windowSchema>;

/** A laptop sees some desks; the oldest arrangement is forgotten. */
const MOST_ARRANGEMENTS = 12;
const arrangementsSchema = z.record(z.string().max(500), windowSchema);

type Content = {
  readonly settings: Settings;
  /** As it was last, on whatever displays. */
  readonly window: WindowState | null;
  /** By arrangement of displays; the latest last. */
  readonly arrangements: Readonly<Record<string, WindowState>>;
  readonly hub: string | null;
};

/** One small JSON file of this machine's choices. Writes are atomic and come one after another. */
export type SettingsFile = {
  settings(): Settings;
  /** As the window was last; with these displays, if it was ever seen with them. */
  window(arrangement?: string): WindowState | null;
  /** As the window was last with exactly these displays. */
  windowWith(arrangement: string): WindowState | null;
  /** The hub's address as IT or the agent wrote it; unchecked. */
  hub(): string | null;
  chooseHub(url: string): Promise<void>;
  change(patch: SettingsPatch): Promise<Settings>;
  rememberWindow(state: WindowState, arrangement?: string): Promise<void>;
  /** Resolves when everything is on disk. */
  flushed(): Promise<void>;
};

/** Reads at once (the first window needs its theme). A missing, broken or partly wrong file costs only the wrong parts. */
export function openSettingsFile(path: string, log: (line: string) => void): SettingsFile {
  let content = read(path, log);
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    writing = writing
      .then(() => writeFileAtomically(path, `${JSON.stringify(content, null, 2)}\n`))
      .catch((thrown: unknown) =>
        log(`settings not written to ${path}: ${thrown instanceof Error ? thrown.message : 'unknown'}`),
      );
    return writing;
  };
  return {
    settings: () => content.settings,
    window: (arrangement) => (arrangement === undefined ? null : content.arrangements[arrangement]) ?? content.window,
    windowWith: (arrangement) => content.arrangements[arrangement] ?? null,
    hub: () => content.hub,
    chooseHub(url) {
      content = { ...content, hub: url };
      return write();
    },
    async change(patch) {
      content = { ...content, settings: settingsSchema.parse({ ...content.settings, ...patch }) };
      const now = content.settings;
      await write();
      return now;
    },
    rememberWindow(state, arrangement) {
      content = { ...content, window: state, arrangements: withLatest(content.arrangements, arrangement, state) };
      return write();
    },
    flushed: () => writing,
  };
}

function read(path: string, log: (line: string) => void): Content {
  const raw = readJson(path, log);
  const settings = { ...DEFAULT_SETTINGS };
  const given = asRecord(raw['settings']);
  for (const key of Object.keys(settingsSchema.shape) as (keyof Settings)[]) {
    const value = settingsSchema.shape[key].safeParse(given[key]);
    if (value.success) Object.assign(settings, { [key]: value.data });
  }
  const window = windowSchema.safeParse(raw['window']);
  const arrangements = arrangementsSchema.safeParse(raw['arrangements']);
  const hub = raw['hub'];
  return {
    settings,
    window: window.success ? window.data : null,
    arrangements: arrangements.success ? arrangements.data : {},
    hub: typeof hub === 'string' && hub !== '' ? hub : null,
  };
}

function withLatest(
  known: Readonly<Record<string, WindowState>>,
  arrangement: string | undefined,
  state: WindowState,
): Readonly<Record<string, WindowState>> {
  if (arrangement === undefined) return known;
  const others = Object.entries(known).filter(([name]) => name !== arrangement);
  return Object.fromEntries([...others.slice(1 - MOST_ARRANGEMENTS), [arrangement, state]]);
}

function readJson(path: string, log: (line: string) => void): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown: unknown) {
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!isMissing)
      log(
        `settings in ${path} are unreadable and were left out: ${thrown instanceof Error ? thrown.message : 'unknown'}`,
      );
    return {};
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
