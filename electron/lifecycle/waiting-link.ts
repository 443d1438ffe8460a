import type { OpenedLink } from '#shared/ipc/shell.ts';

export type WaitingLink = {
  /** The newest takes the place of one that nobody has taken. */
  readonly put: (link: OpenedLink) => void;
  readonly take: () => OpenedLink | null;
};

/** A link opened before the page is there, or before anybody is signed in, waits here; the page is told and takes it once. */
export function createWaitingLink(tell: () => void): WaitingLink {
  let waiting: OpenedLink | null = null;
  return {
    put(link) {
      waiting = link;
      tell();
    },
    take() {
      const link = waiting;
      waiting = null;
      return link;
    },
  };
}
