const LONGEST = 120;

/**
 * A name that is safe to show and to save under: no folders, no invisible or direction-changing characters, no leading
 * dots, and the ending of what the file really is.
 */
export function safeFileName(given: string, extensions: readonly string[]): string {
  const plain = given
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '')
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const name = plain === undefined || plain === '' ? 'file' : plain;
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  const fits = ending !== undefined && extensions.includes(ending);
  const suffix = fits ? `.${ending}` : `.${extensions[0] ?? 'bin'}`;
  const stem = fits ? name.slice(0, -suffix.length) : name;
  return `${[...stem].slice(0, LONGEST - suffix.length).join('')}${suffix}`;
}
