import type { PackageRequest } from './fpm-arguments.ts';

/** A deb's control file. `installedKb` is what apt tells people it will take. */
export function controlFile({ depends, recommends, options }: PackageRequest, installedKb: number): string {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Package', options['name']],
    ['Version', options['version']],
    ['Architecture', options['architecture']],
    ['Maintainer', options['maintainer']],
    ['Installed-Size', String(installedKb)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', options['category'] ?? 'net'],
    ['Priority', options['deb-priority'] ?? 'optional'],
    ['Homepage', options['url']],
    ['Description', description(options['description'] ?? options['name'] ?? '')],
  ];
  return `${fields.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n')}\n`;
}

/** The first line is the summary, every further one begins with a space; an empty line would end the field. */
function description(text: string): string {
  const [summary = '', ...rest] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [summary, ...rest.map((line) => ` ${line}`)].join('\n');
}
