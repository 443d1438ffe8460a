/** Electron's fuses as electron-builder names them ([DK1]). Every one is decided: none is left at its default. */
export type Fuses = {
  readonly runAsNode: boolean;
  readonly enableCookieEncryption: boolean;
  readonly enableNodeOptionsEnvironmentVariable: boolean;
  readonly enableNodeCliInspectArguments: boolean;
  readonly enableEmbeddedAsarIntegrityValidation: boolean;
  readonly onlyLoadAppFromAsar: boolean;
  readonly loadBrowserProcessSpecificV8Snapshot: boolean;
  /** Missing in Electron before 29: flipping it there breaks the build. */
  readonly grantFileProtocolExtraPrivileges?: boolean;
};

/** What every release has. */
export const releaseFuses: Required<Fuses> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

const FIRST_WITH_FILE_PRIVILEGES = 29;

/** The release's fuses, as many of them as an Electron of this version has. */
export function fusesFor(electronVersion: string): Fuses {
  const major = Number.parseInt(electronVersion, 10);
  if (major >= FIRST_WITH_FILE_PRIVILEGES) return releaseFuses;
  const { grantFileProtocolExtraPrivileges: _missing, ...fuses } = releaseFuses;
  return fuses;
}

/** The order of the fuses on the wire in the program, which only ever grows (electronjs.org, "fuses"). */
const WIRE: readonly (keyof Fuses)[] = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const STATES: Readonly<Record<string, boolean>> = { '0': false, '1': true };

/**
 * Reads the fuses out of a program's bytes: sentinel, version of the wire, its length, one character per fuse.
 * Ours and not a library's, since it checks what the library wrote.
 * @throws when there is no wire of the known version, or when there are several that differ
 */
export function readFuses(program: Buffer): Partial<Fuses> {
  const wires = wiresIn(program);
  const [first] = wires;
  if (first === undefined) throw new Error('no fuse wire was found: this is not an Electron, or a stripped one');
  if (wires.some((wire) => wire !== first)) throw new Error(`the fuse wires differ: ${wires.join(', ')}`);
  const known = WIRE.flatMap((name, index) => {
    const state = STATES[first[index] ?? ''];
    return state === undefined ? [] : [[name, state] as const];
  });
  return Object.fromEntries(known);
}

/** A universal program of macOS has one wire per processor. */
function wiresIn(program: Buffer): readonly string[] {
  const wires: string[] = [];
  for (let at = program.indexOf(SENTINEL); at !== -1; at = program.indexOf(SENTINEL, at + 1)) {
    const start = at + SENTINEL.length;
    const version = program[start];
    const length = program[start + 1] ?? 0;
    if (version !== 1) throw new Error(`the fuse wire has version ${version}, expected 1`);
    wires.push(program.toString('latin1', start + 2, start + 2 + length));
  }
  return wires;
}

/** The fuses that are not as they have to be, each with what was found; empty when all are. */
export function wrongFuses(found: Partial<Fuses>, expected: Fuses): readonly string[] {
  return Object.entries(expected).flatMap(([name, state]) => {
    const is = found[name as keyof Fuses];
    return is === state ? [] : [`${name} is ${is ?? 'missing'}, expected ${state}`];
  });
}
