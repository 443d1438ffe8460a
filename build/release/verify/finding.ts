import type { PublicKey } from '#build/release/updates/update-keys.ts';

/** What came out of one check of one thing. `not-run` is neither: the tool or the platform for it is not here. */
export type Finding = {
  readonly what: string;
  readonly check: string;
  readonly outcome: 'ok' | 'failed' | 'not-run';
  readonly said: string;
};

/** What a stranger trusts before anything is checked: public keys only, got by another way than the release itself. */
export type Trust = {
  /** An armoured public key of GPG, or null where there is none to be had. */
  readonly gpgKey: string | null;
  /** Roots that programs and their time stamps have to lead to, PEM files; and who has to have signed. */
  readonly windows: { readonly roots: string; readonly timestampRoots: string; readonly publisher: string } | null;
  /** What installations pin; empty where none are known. */
  readonly updateKeys: readonly PublicKey[];
};

export const passed = (what: string, check: string, said = ''): Finding => ({ what, check, outcome: 'ok', said });
export const failed = (what: string, check: string, said: string): Finding => ({
  what,
  check,
  outcome: 'failed',
  said,
});
export const notRun = (what: string, check: string, said: string): Finding => ({
  what,
  check,
  outcome: 'not-run',
  said,
});

/** One finding for a list of faults: passed when there are none. */
export function judged(what: string, check: string, faults: readonly string[]): Finding {
  return faults.length === 0 ? passed(what, check) : failed(what, check, faults.join('; '));
}
