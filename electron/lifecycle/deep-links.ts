import type { Target } from '#shared/ipc/contract.ts';

const LINK = /^tsunagi:\/\/(conversation|handoff|customer)\/([A-Za-z0-9_-]{1,64})\/?$/;

/** [DK3] What `tsunagi://conversation/ID` opens; null for anything that is not exactly such a link. */
export function parseDeepLink(link: string): Target | null {
  const [, kind, id] = LINK.exec(link) ?? [];
  return id === undefined ? null : { kind: kind as Target['kind'], id };
}

/** The first link among a program's arguments. */
export function deepLinkIn(argv: readonly string[]): Target | null {
  for (const arg of argv) {
    const target = parseDeepLink(arg);
    if (target !== null) return target;
  }
  return null;
}
