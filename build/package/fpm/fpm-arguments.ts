/** A source and the place on the installed system it goes to; a source ending in `/` means its contents. */
export type Mapping = { readonly source: string; readonly target: string };

/** What electron-builder asks fpm for. */
export type PackageRequest = {
  readonly type: 'deb' | 'rpm';
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly mappings: readonly Mapping[];
  /** All other options, by name without dashes. */
  readonly options: Readonly<Record<string, string>>;
};

const FLAGS = new Set(['--force', '--debug']);

/**
 * Reads fpm's command line as electron-builder 26 writes it: `--name value`, `--name=value`, `source=target`.
 * @throws on a type of package that is not made here
 */
export function parseFpmArguments(args: readonly string[]): PackageRequest {
  const depends: string[] = [];
  const recommends: string[] = [];
  const mappings: Mapping[] = [];
  const options: Record<string, string> = {};
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (FLAGS.has(arg)) continue;
    if (!arg.startsWith('-')) {
      const equals = arg.indexOf('=');
      mappings.push({ source: arg.slice(0, equals), target: arg.slice(equals + 1) });
      continue;
    }
    const { name, value, used } = optionAt(arg, args[at + 1]);
    at += used;
    if (name === 'd') depends.push(value);
    else if (name === 'deb-recommends') recommends.push(value);
    else options[name] = value;
  }
  const type = options['t'];
  if (type !== 'deb' && type !== 'rpm')
    throw new Error(`fpm: packages of type "${type}" are not made here, only deb and rpm.`);
  return { type, depends, recommends, mappings, options };
}

function optionAt(arg: string, next: string | undefined): { name: string; value: string; used: number } {
  const name = arg.replace(/^-+/, '');
  const equals = name.indexOf('=');
  if (equals >= 0) return { name: name.slice(0, equals), value: name.slice(equals + 1), used: 0 };
  return { name, value: next ?? '', used: 1 };
}
