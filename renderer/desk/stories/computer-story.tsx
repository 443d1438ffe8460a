import type { Computer } from '#renderer/data/hooks/use-computer.ts';
import type { PolicyView } from '#shared/ipc/policy.ts';
import { ComputerDialog } from '../app/dialogs/computer-dialog.tsx';
import { doorOf, UPDATE_SCENES } from './updates-entries.ts';

const LINES = Array.from(
  { length: 60 },
  (_, n) => `2026-11-22T04:${String(n).padStart(2, '0')}:12.481Z desktop ipc settings/set refused [1a2b3c4d]: invalid`,
);

const crash = (n: number) => ({
  id: `0190f2d2-0000-4000-8000-00000000000${n}`,
  at: `2026-11-2${n}T05:31:00.000Z`,
  bytes: 1_482_190 * n,
});

const computerOf = (isFull: boolean): Computer => ({
  log: async () => (isFull ? LINES : []),
  saveLog: async () => true,
  crashes: async () => (isFull ? [crash(2), crash(1)] : []),
  sendCrash: async () => 'failed',
  deleteCrash: async () => undefined,
});

const full = computerOf(true);
const empty = computerOf(false);

/** `full`: a company's policy with a mistake in it, two crashes, a log; `empty`: nothing of all that. */
export function ComputerStory({ state }: { readonly state: string }) {
  const isFull = state === 'full';
  const policy: PolicyView = {
    source: isFull ? 'file' : 'none',
    locked: isFull ? ['theme'] : [],
    updates: 'on',
    updateChannel: 'stable',
    canSendCrashReports: isFull,
    problems: isFull ? ['“updatse” is no setting of a policy'] : [],
  };
  const update = (isFull ? UPDATE_SCENES['current'] : undefined) ?? ({ state: 'current', checkedAt: null } as const);
  const look = async () => ({ ok: true, data: update }) as const;
  return (
    <ComputerDialog
      open
      onClose={() => undefined}
      computer={isFull ? full : empty}
      policy={policy}
      updates={{ ...doorOf(update), checkForUpdate: look }}
    />
  );
}
