import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import type { LiveTeller } from '#electron/updates/live-gate.ts';
import type { Updater } from '#electron/updates/updater.ts';

type Names = 'update/state' | 'update/check' | 'update/install' | 'update/later' | 'update/live';

/** [DK4] The page looks and asks; which version, from where and when, the main process alone decides. */
export function updateCalls(
  updater: Updater,
  tellerOf: (page: number | undefined) => LiveTeller,
): Pick<CallHandlers, Names> {
  return {
    'update/state': updater.state,
    'update/check': updater.check,
    'update/install': updater.install,
    'update/later': updater.later,
    'update/live': (live, page) => updater.tellLive(live, tellerOf(page)),
  };
}
