/**
 * The page's policy ([DK1]): our own scripts, styles and fonts, the one hub, and nothing else. `hub` is its origin
 * (`http://127.0.0.1:4000`), null while none is configured. Styles need no 'unsafe-inline': React sets styles through
 * the CSSOM, which the policy does not govern. HTML from strings cannot reach a script sink (Trusted Types, no policy).
 */
export function contentSecurityPolicy(hub: string | null): string {
  const from = hub === null ? '' : ` ${hub}`;
  const connect = hub === null ? "'none'" : `${hub} ${hub.replace(/^http/, 'ws')}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' blob: data:${from}`,
    `media-src blob:${from}`,
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
