import { useEffect, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { Crash } from '#shared/ipc/computer.ts';
import type { PolicyView } from '#shared/ipc/policy.ts';

type ComputerDoor = Pick<
  DesktopBridge,
  'policy' | 'readLog' | 'exportLog' | 'listCrashes' | 'sendCrash' | 'deleteCrash'
>;

export type Computer = {
  readonly log: () => Promise<readonly string[]>;
  readonly saveLog: () => Promise<boolean>;
  readonly crashes: () => Promise<readonly Crash[]>;
  /** `failed`: it did not arrive; `kept`: the agent took it back. */
  readonly sendCrash: (id: string) => Promise<'sent' | 'kept' | 'failed'>;
  readonly deleteCrash: (id: string) => Promise<void>;
};

/** This computer's log and crash reports; null in a browser. */
export function computerOf(door: ComputerDoor | null = desktop): Computer | null {
  if (door === null) return null;
  return {
    async log() {
      const answer = await door.readLog();
      return answer.ok ? answer.data.lines : [];
    },
    async saveLog() {
      const answer = await door.exportLog();
      return answer.ok && answer.data.saved;
    },
    async crashes() {
      const answer = await door.listCrashes();
      return answer.ok ? answer.data.crashes : [];
    },
    async sendCrash(id) {
      const answer = await door.sendCrash({ id });
      if (!answer.ok) return 'failed';
      return answer.data.sent ? 'sent' : 'kept';
    },
    async deleteCrash(id) {
      await door.deleteCrash({ id });
    },
  };
}

/** What the company decides for this desktop; null until it is known, and in a browser. */
export function usePolicy(door: Pick<DesktopBridge, 'policy'> | null = desktop): PolicyView | null {
  const [policy, setPolicy] = useState<PolicyView | null>(null);
  useEffect(() => {
    let isShown = true;
    void door?.policy().then((answer) => {
      if (isShown && answer.ok) setPolicy(answer.data);
    });
    return () => {
      isShown = false;
    };
  }, [door]);
  return policy;
}
