import type { LinkScheme, LinksState } from '#shared/ipc/shell.ts';

/** The part of Electron's `app` that is used. */
export type LinkRegistry = {
  readonly isDefaultProtocolClient: (scheme: string, path?: string, args?: string[]) => boolean;
  readonly setAsDefaultProtocolClient: (scheme: string, path?: string, args?: string[]) => boolean;
  readonly removeAsDefaultProtocolClient: (scheme: string, path?: string, args?: string[]) => boolean;
};

type Parts = {
  readonly registry: LinkRegistry;
  /** How this program is started with a link: nothing more for an installed one, program and folder for one from sources. */
  readonly start: { readonly path: string; readonly args: readonly string[] } | null;
};

export type LinkClients = {
  readonly state: () => LinksState;
  readonly claim: (scheme: LinkScheme, on: boolean) => LinksState;
};

/** [DK3] What the OS opens links with. `tsunagi:` is ours; `tel:` only where the agent says so, for it may be another's. */
export function createLinkClients({ registry, start }: Parts): LinkClients {
  const how: [path?: string, args?: string[]] = start === null ? [] : [start.path, [...start.args]];
  const isOurs = (scheme: LinkScheme): boolean => registry.isDefaultProtocolClient(scheme, ...how);
  const state = (): LinksState => ({ tsunagi: isOurs('tsunagi'), tel: isOurs('tel') });
  return {
    state,
    claim(scheme, on) {
      if (on) registry.setAsDefaultProtocolClient(scheme, ...how);
      else registry.removeAsDefaultProtocolClient(scheme, ...how);
      return state();
    },
  };
}
