export const DEVICE_PROGRAMS = ['tsunagi', 'edge', 'chrome', 'firefox', 'safari', 'other'] as const;
export const DEVICE_SYSTEMS = ['windows', 'mac', 'linux', 'android', 'ios', 'other'] as const;
export type Device = {
  readonly program: (typeof DEVICE_PROGRAMS)[number];
  readonly system: (typeof DEVICE_SYSTEMS)[number];
};

const PROGRAMS: readonly (readonly [Device['program'], RegExp])[] = [
  // The first that fits: each later one's name is also in those before it.
  ['tsunagi', /\b(tsunagi|Electron)\//i],
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /\b(Chrome|Chromium|CriOS)\//],
  ['safari', /\bSafari\//],
];
const SYSTEMS: readonly (readonly [Device['system'], RegExp])[] = [
  ['android', /Android/],
  ['ios', /iPhone|iPad/],
  ['windows', /Windows/],
  ['mac', /Mac OS X|Macintosh/],
  ['linux', /Linux|X11/],
];

/** Which program on which system, as it names itself: a help for recognising one's own, never a proof. */
export function deviceOf(userAgent: string): Device {
  return {
    program: PROGRAMS.find(([, says]) => says.test(userAgent))?.[0] ?? 'other',
    system: SYSTEMS.find(([, says]) => says.test(userAgent))?.[0] ?? 'other',
  };
}
