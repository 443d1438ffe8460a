/**
 * The page's policy ([DK1]): our own scripts, styles and fonts, the one hub, and nothing else. `hub` is its origin
 * (`http://127.0.0.1:4000`), null while none is configured. Style sheets are our own alone; `style` attributes are let
 * through for mails, whose frames (`srcdoc`, sandboxed, no scripts) take this policy over. HTML from strings reaches no
 * script sink but by the one policy of renderer/markup, which cleans a mail first (Trusted Types). No address can be framed. To sockets the policy is
 * wider than the desk is: which exchange an agent telephones by is known after signing in, when the page has long been
 * loaded; electron/windows/guard-requests.ts lets through that one and no other.
 */
export function contentSecurityPolicy(hub: string | null): string {
  const from = hub === null ? '' : ` ${hub}`;
  const connect = hub === null ? "'none'" : `${hub} ${hub.replace(/^http/, 'ws')} ${exchanges(hub)}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "font-src 'self'",
    `img-src 'self' blob: data:${from}`,
    `media-src blob:${from}`,
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types tsunagi-mail',
  ].join('; ');
}

/** A hub on this machine may have its exchange there too, without a certificate. */
const exchanges = (hub: string): string => (isLoopback(hub) ? 'wss: ws://127.0.0.1:* ws://localhost:*' : 'wss:');
const isLoopback = (origin: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin);
