import { basename } from 'node:path';
import type { PackageRequest } from './fpm-arguments.ts';

/** An rpm's scripts, without their first line: rpm runs them with the shell it names itself. */
type Scripts = { readonly afterInstall: string; readonly afterRemove: string };

/** Where the setuid helper is, if the tree has one: rpm has to know its rights, or `rpm -V` calls it changed. */
export function specFile(
  { depends, mappings, options }: PackageRequest,
  scripts: Scripts,
  sandbox: string | null,
): string {
  const files = mappings.map(({ source, target }) => `"${source.endsWith('/') ? target.replace(/\/$/, '') : target}"`);
  return `%define __os_install_post %{nil}
%define _build_id_links none
AutoReqProv: no
Name: ${options['name']}
Version: ${(options['version'] ?? '').replaceAll('-', '~')}
Release: ${options['iteration'] ?? '1'}
Summary: ${options['rpm-summary'] ?? options['name']}
License: ${options['license'] ?? 'Proprietary'}
Vendor: ${options['vendor'] ?? ''}
URL: ${options['url'] ?? ''}
${depends.map((one) => `Requires: ${one}`).join('\n')}

%description
${options['description'] ?? options['name']}

%post
${escapeMacros(scripts.afterInstall)}

%postun
${escapeMacros(scripts.afterRemove)}

%files
%defattr(-,root,root,-)
${files.join('\n')}
${sandbox === null ? '' : `%attr(4755,root,root) "${sandbox}"`}
`;
}

/** In a spec a percent sign begins a macro, also inside scripts. */
function escapeMacros(script: string): string {
  return script.replace(/^#!.*\n/, '').replaceAll('%', '%%');
}

/** The path on the installed system of Chromium's setuid helper among the mapped trees, or null. */
export function sandboxPath({ mappings }: PackageRequest, exists: (path: string) => boolean): string | null {
  const tree = mappings.find(({ source }) => source.endsWith('/') && exists(`${source}chrome-sandbox`));
  return tree === undefined ? null : `${tree.target.replace(/\/$/, '')}/${basename('chrome-sandbox')}`;
}
