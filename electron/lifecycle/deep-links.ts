import { type OpenedLink, targetSchema } from '#shared/ipc/shell.ts';

/** Longer is nothing that we made. */
const LONGEST = 200;
const LINK = /^tsunagi:\/\/(conversation|handoff|customer)\/([A-Za-z0-9_-]{1,64})\/?$/;
/** What people put between digits (RFC 3966), and what follows a number: an extension, a context. */
const SEPARATORS = /[-.() ]/g;
const TEL = /^tel:([^;?#]{1,64}|[^;?]{0,64}#)(;[^?#]{0,100})?$/i;
const NUMBER = /^\+?[0-9*#]{1,31}$/;

/**
 * [DK3] What a link opens: `tsunagi://conversation/ID`, or `tel:` with a number, which is only ever offered and never
 * called by itself. Null for anything that is not exactly such a link: everybody can have one clicked.
 */
export function parseLink(link: string): OpenedLink | null {
  if (link.length > LONGEST) return null;
  const [, kind, id] = LINK.exec(link) ?? [];
  if (id !== undefined) return { kind: 'target', target: targetSchema.parse({ kind, id }) };
  const written = TEL.exec(link)?.[1];
  return written === undefined ? null : telLink(written);
}

function telLink(written: string): OpenedLink | null {
  let plain: string;
  try {
    plain = decodeURIComponent(written).normalize('NFKC').replace(SEPARATORS, '');
  } catch {
    return null;
  }
  return NUMBER.test(plain) && /\d/.test(plain) ? { kind: 'tel', number: plain } : null;
}

/** The first link among a program's arguments. */
export function linkIn(argv: readonly string[]): OpenedLink | null {
  for (const arg of argv) {
    const link = parseLink(arg);
    if (link !== null) return link;
  }
  return null;
}
