import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import type { CrashReports } from '#electron/lifecycle/crash-reports.ts';
import type { Speller } from '#electron/native/spelling/speller.ts';
import type { PolicyView } from '#shared/ipc/policy.ts';
import type { Settings } from '#shared/ipc/settings.ts';

type Deps = {
  readonly policy: () => PolicyView;
  readonly settings: () => Settings;
  readonly speller: Speller;
  readonly logLines: (most: number) => readonly string[];
  /** Asks where by the OS's dialog and writes there; false when it was taken back. */
  readonly saveText: (name: string, text: string) => Promise<boolean>;
  readonly crashes: CrashReports;
  /** Asks the agent and sends; false when they said no. Null where the company names no place for it. */
  readonly sendCrash: ((report: Buffer) => Promise<boolean>) | null;
  readonly popOut: (conversationId: string) => void;
};

type Names =
  | 'policy/view'
  | 'spelling/check'
  | 'log/read'
  | 'log/export'
  | 'crash/list'
  | 'crash/send'
  | 'crash/delete'
  | 'window/pop-out';

const SHOWN = 1000;
const EXPORTED = 20_000;

export function computerCalls(deps: Deps): Pick<CallHandlers, Names> {
  return {
    'policy/view': () => deps.policy(),
    'spelling/check': async ({ words }) => ({
      misspelt: deps.settings().spelling === false ? [] : await deps.speller.misspelt(words),
    }),
    'log/read': () => ({ lines: [...deps.logLines(SHOWN)] }),
    'log/export': async () => ({
      saved: await deps.saveText('tsunagi-desktop.log', `${deps.logLines(EXPORTED).join('\n')}\n`),
    }),
    'crash/list': async () => ({ crashes: await deps.crashes.list() }),
    'crash/send': async ({ id }) => {
      if (deps.sendCrash === null) throw new CallFailure('forbidden', { details: { reason: 'nowhere to send to' } });
      const report = await deps.crashes.read(id);
      if (report === null) throw new CallFailure('not_found');
      return { sent: await deps.sendCrash(report) };
    },
    'crash/delete': ({ id }) => deps.crashes.remove(id),
    'window/pop-out': ({ conversationId }) => deps.popOut(conversationId),
  };
}
