import { useEffect, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { FoundHub, HubCheck } from '#shared/ipc/computer.ts';
import type { CallResult } from '#shared/ipc/contract.ts';

export type HubAddress = CallResult<'hub/address'>;
export type HubDoor = Pick<DesktopBridge, 'hubAddress' | 'findHubs' | 'chooseHub'>;

export type HubChoice = {
  /** Null until it is known, and in a browser, whose hub is where the page came from. */
  readonly address: HubAddress | null;
  readonly find: () => Promise<readonly FoundHub[]>;
  /** `refused`: the company names the hub, or the agent took it back. On `hub` the window loads anew. */
  readonly choose: (address: string) => Promise<HubCheck | { readonly status: 'refused' }>;
};

/** Which hub this computer works with, and the way to another. */
export function useHubChoice(door: HubDoor | null = desktop): HubChoice {
  const [address, setAddress] = useState<HubAddress | null>(null);
  useEffect(() => {
    let isShown = true;
    void door?.hubAddress().then((answer) => {
      if (isShown && answer.ok) setAddress(answer.data);
    });
    return () => {
      isShown = false;
    };
  }, [door]);
  return {
    address,
    async find() {
      const answer = await door?.findHubs();
      return answer?.ok === true ? answer.data.found : [];
    },
    async choose(wanted) {
      const answer = await door?.chooseHub({ address: wanted });
      return answer?.ok === true ? answer.data : { status: 'refused' };
    },
  };
}
