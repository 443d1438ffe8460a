import type { UpdateRefusal } from '#shared/domain/decide-update.ts';

export type InstallOutcome =
  /** It takes place when this app has ended; `quits`: the installer ends it, in its own time. */
  | { readonly outcome: 'taken'; readonly quits?: boolean }
  | { readonly outcome: 'refused'; readonly refusal: UpdateRefusal };

/** What one platform does with a file whose size and hash have just been checked. Throws when it does not take it. */
export type Installer = {
  /** `restart`: the new version opens by itself; otherwise the app was ending anyway. */
  readonly install: (path: string, how: { readonly restart: boolean }) => Promise<InstallOutcome>;
  /** Whether it can be done while the app ends. */
  readonly canAtEnd: boolean;
};
