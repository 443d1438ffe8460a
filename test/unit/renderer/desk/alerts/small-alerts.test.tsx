import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmallAlerts } from '#renderer/desk/alert/small-alerts.tsx';
import { I18nProvider } from '#renderer/i18n/i18n-provider.tsx';
import { TooltipProvider } from '#renderer/ui/tooltip.tsx';
import type { Alert } from '#shared/ipc/shell.ts';
import { axeFindings, fillJsdom } from '#test/support/render-part.tsx';

const CALL: Alert = {
  kind: 'call',
  title: '着信 · 佐藤 美咲',
  body: '水が漏れます',
  tag: 'call:1',
  target: null,
  actions: [
    { id: 'answer', label: 'Answer' },
    { id: 'decline', label: 'Decline' },
  ],
  isUrgent: true,
};

function show(first: readonly Alert[]) {
  let alerts = first;
  let changed: () => void = () => undefined;
  const pressed: unknown[] = [];
  const bridge = {
    waitingAlerts: async () => ({ ok: true as const, data: { alerts: [...alerts] } }),
    answerAlert: async (args: unknown) => {
      pressed.push(args);
      return { ok: true, data: undefined } as const;
    },
    onAlertsChanged: (told: (nothing: undefined) => void) => {
      changed = () => told(undefined);
      return () => undefined;
    },
  };
  const { container } = render(
    <I18nProvider locale="en">
      <TooltipProvider delay={0}>
        <SmallAlerts bridge={bridge} />
      </TooltipProvider>
    </I18nProvider>,
  );
  const change = (now: readonly Alert[]) =>
    act(async () => {
      alerts = now;
      changed();
    });
  return { pressed, container, change };
}

describe('[DK2] the small window’s page', () => {
  beforeEach(() => fillJsdom());
  afterEach(cleanup);

  it('says who calls, and gives the answers that a notification would', async () => {
    const { pressed, container } = show([CALL]);
    expect((await screen.findByRole('alert')).textContent).toBe('着信 · 佐藤 美咲');
    expect(await axeFindings(container)).toEqual([]);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Answer' }));
    await user.click(screen.getByRole('button', { name: 'Put away' }));
    await user.click(screen.getByText('水が漏れます'));
    expect(pressed).toEqual([
      { tag: 'call:1', action: 'answer' },
      { tag: 'call:1', action: 'dismiss' },
      { tag: 'call:1', action: null },
    ]);
  });

  it('shows what is told meanwhile, and no more what is gone', async () => {
    const { change } = show([CALL]);
    await screen.findByRole('alert');
    await change([{ ...CALL, tag: 'call:2', title: 'Another' }]);
    expect(screen.getByRole('alert').textContent).toBe('Another');
  });
});
