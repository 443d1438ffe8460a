import type { ChosenHub } from '#electron/hub/chosen-hub.ts';
import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import type { FoundHub } from '#shared/ipc/computer.ts';

type Deps = {
  readonly hub: ChosenHub;
  readonly find: () => Promise<FoundHub[]>;
};

export function hubCalls({ hub, find }: Deps): Pick<CallHandlers, 'hub/find' | 'hub/choose'> {
  return {
    'hub/find': async () => ({ found: await find() }),
    'hub/choose': async ({ address }) => {
      const chosen = await hub.choose(address);
      if (chosen === 'not_allowed' || chosen === 'taken_back')
        throw new CallFailure('forbidden', { details: { reason: chosen } });
      return chosen;
    },
  };
}
