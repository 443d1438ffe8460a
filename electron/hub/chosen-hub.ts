import type { HubCheck } from '#shared/ipc/computer.ts';
import { chooseHubAddress, type HubAddress } from './hub-address.ts';

type Parts = {
  /** Who says where the hub is, before anybody chooses: the start, the policy, the settings. */
  readonly given: Parameters<typeof chooseHubAddress>[0];
  readonly check: (address: string) => Promise<HubCheck>;
  /** Asks the agent in a dialog of the main process whether to leave the hub of now for another. */
  readonly confirm: (from: string, to: string) => Promise<boolean>;
  /** Keeps the choice for the next start. */
  readonly keep: (url: string) => Promise<void>;
  /** Signs out of the hub of now, while it still is the hub of now: its tokens are shown to no other. */
  readonly leave: () => Promise<void>;
  /** The page has to be loaded anew: its content policy names the hub. */
  readonly onChosen: () => void;
};

export type ChosenHub = {
  readonly now: () => HubAddress;
  /** `not_allowed` when the start or the policy names the hub; else what became of the check. */
  readonly choose: (address: string) => Promise<HubCheck | 'not_allowed' | 'taken_back'>;
};

/**
 * Which hub this computer works with. The page may ask for one only where nobody above it has named one, and leaves one
 * that was chosen only by the agent's word in a dialog that no page can press: a page that is not ours any more must not
 * send the agent's password elsewhere.
 */
export function openChosenHub({ given, check, confirm, keep, leave, onChosen }: Parts): ChosenHub {
  let hub = chooseHubAddress(given);
  return {
    now: () => hub,
    async choose(address) {
      if (hub.source === 'argument' || hub.source === 'policy') return 'not_allowed';
      const checked = await check(address);
      if (checked.status === 'problem') return checked;
      const before = hub.url;
      if (checked.url === before) return checked;
      if (before !== null && !(await confirm(before, checked.url))) return 'taken_back';
      if (before !== null) await leave();
      hub = { url: checked.url, source: 'settings', problem: null };
      await keep(checked.url);
      onChosen();
      return checked;
    },
  };
}
