import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';

/** As much of Electron's WebFrameMain as the check needs. */
export type SenderFrame = { readonly origin: string; readonly parent: unknown };

/**
 * [DK1] Only the top frame of our own page may call: not a gone frame (null), not a frame inside the page, not another
 * origin that a window of ours was brought to.
 */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && frame.origin === APP_ORIGIN;
}

/** As much of Electron's WebContents as the check needs. */
export type SenderContents = { getType(): string; readonly session: unknown };

/** [DK1] Only a window's own page in the desk's own session: no guest, no tool, no page of another profile. */
export const isOwnContents = (contents: SenderContents, ownSession: unknown): boolean =>
  contents.getType() === 'window' && contents.session === ownSession;
