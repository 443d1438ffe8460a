import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Computer, computerOf } from '#renderer/data/hooks/use-computer.ts';
import { ComputerDialog } from '#renderer/desk/app/dialogs/computer-dialog.tsx';
import type { LookDoor } from '#renderer/desk/app/dialogs/update-section.tsx';
import { fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import { doorOf } from '#renderer/desk/stories/updates-entries.ts';
import type { PolicyView } from '#shared/ipc/policy.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const ID = '0190f2d2-0000-4000-8000-000000000001';
const policy: PolicyView = {
  source: 'none',
  locked: [],
  updates: 'on',
  updateChannel: 'stable',
  canSendCrashReports: true,
  problems: [],
};

/** The main process as far as it is asked here, with one crash. */
function mainProcess(outcome: 'sent' | 'kept' | 'failed' = 'sent') {
  const did: string[] = [];
  let crashes = [{ id: ID, at: '2026-11-21T05:31:00.000Z', bytes: 2048 }];
  const ok = <T,>(data: T) => Promise.resolve({ ok: true as const, data });
  const refused = { ok: false as const, error: { code: 'internal' as const, message: '', retryable: true } };
  const computer = computerOf({
    policy: () => ok(policy),
    readLog: () => ok({ lines: ['first line', 'last line'] }),
    exportLog: () => ok({ saved: true }),
    listCrashes: () => ok({ crashes: [...crashes] }),
    sendCrash: async ({ id }) => {
      did.push(`send ${id}`);
      return outcome === 'failed' ? refused : { ok: true, data: { sent: outcome === 'sent' } };
    },
    deleteCrash: ({ id }) => {
      did.push(`delete ${id}`);
      crashes = [];
      return ok(undefined);
    },
  }) as Computer;
  return { did, computer };
}

const show = (computer: Computer, more: Partial<PolicyView> = {}, updates: LookDoor | null = null) =>
  renderPart(
    fakeDesk().client,
    <ComputerDialog
      open
      onClose={() => undefined}
      computer={computer}
      policy={{ ...policy, ...more }}
      updates={updates}
    />,
  );

/** Updates as the main process tells them, a look at a time. */
function updater(before: UpdateState, found: UpdateState) {
  let looks = 0;
  let tell: (state: UpdateState) => void = () => undefined;
  const door: LookDoor = {
    ...doorOf(before),
    onUpdateChanged: (listener) => {
      tell = listener;
      return () => undefined;
    },
    checkForUpdate: async () => {
      looks += 1;
      tell(found);
      return { ok: true, data: found };
    },
  };
  return { door, looks: () => looks };
}

describe('this computer', () => {
  beforeEach(() => {
    fillJsdom();
    Element.prototype.scrollTo = vi.fn() as typeof Element.prototype.scrollTo;
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('shows its log and saves it where the agent says', async () => {
    show(mainProcess().computer);
    expect((await screen.findByText(/last line/)).textContent).toBe('first line\nlast line');
    await userEvent.click(screen.getByRole('button', { name: 'Save the log' }));
    expect(await screen.findByText('Saved.')).toBeTruthy();
  });

  it('sends a crash report by a press of its own and nothing else', async () => {
    const { did, computer } = mainProcess();
    show(computer);
    await screen.findByText('2 KB', { exact: false });
    expect(did).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(did).toEqual([`send ${ID}`]);
  });

  it('offers no sending where the company has no place for it', async () => {
    show(mainProcess().computer, { canSendCrashReports: false });
    await screen.findByText('2 KB', { exact: false });
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    expect(screen.getByText(/They are sent nowhere\./)).toBeTruthy();
  });

  it('puts a crash report away', async () => {
    const { did, computer } = mainProcess();
    show(computer);
    await userEvent.click(await screen.findByRole('button', { name: 'Delete this crash report' }));
    await waitFor(() => expect(screen.getByText('None.')).toBeTruthy());
    expect(did).toEqual([`delete ${ID}`]);
  });

  it('[DK4] looks for updates when asked, and says what came of it', async () => {
    const { door, looks } = updater(
      { state: 'current', checkedAt: null },
      { state: 'unreachable', since: '2026-11-21T05:31:00.000Z' },
    );
    show(mainProcess().computer, {}, door);
    expect(await screen.findByText('Tsunagi looks by itself a few minutes after it starts.')).toBeTruthy();
    expect(looks()).toBe(0);
    await userEvent.click(screen.getByRole('button', { name: 'Look for updates' }));
    expect(await screen.findByText(/The update server did not answer/)).toBeTruthy();
    expect(looks()).toBe(1);
  });

  it.each([
    ['policy', 'Turned off by your company: IT installs new versions.'],
    ['build', 'This build gets no updates.'],
  ] as const)('[DK4] offers no look where updates are off: %s', async (reason, words) => {
    const off = { state: 'off', reason } as const;
    show(mainProcess().computer, {}, updater(off, off).door);
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Look for updates' })).toBeNull();
  });

  it('says what of the company’s policy could not be used', async () => {
    show(mainProcess().computer, { source: 'file', problems: ['“colour” is no setting of a policy'] });
    expect(await screen.findByText('“colour” is no setting of a policy')).toBeTruthy();
    expect(screen.getByText('From the policy file of this computer.')).toBeTruthy();
    await screen.findByText(/last line/);
    expect(await axeFindings(document.body)).toEqual([]);
  });
});
