const SCHEMES = new Set(['https:', 'mailto:', 'tel:']);

/** [DK1] The address in its parsed form if the OS may open it, else null: never a file, a script or a program's own scheme. */
export function externalUrl(raw: string): string | null {
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return null;
  }
  if (!SCHEMES.has(url.protocol)) return null;
  // A name before the host makes one site look like another.
  if (url.protocol === 'https:' && (url.hostname === '' || url.username !== '' || url.password !== '')) return null;
  return url.href;
}
