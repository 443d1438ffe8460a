import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { SignInsDialog } from '#renderer/desk/features/sign-ins/sign-ins-dialog.tsx';
import { type FakeSend, fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import { SESSIONS } from '#renderer/desk/stories/sign-on-samples.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

beforeAll(fillJsdom);
afterEach(cleanup);

function open(over: Partial<DeskClient['session']> = {}, send?: FakeSend) {
  const onClose = vi.fn();
  const { client, sent } = fakeDesk({
    ask: (name) => (name === 'sign-in.own' ? { signIns: SESSIONS } : undefined),
    ...(send && { send }),
  });
  const desk = { ...client, session: { ...client.session, ...over } } as unknown as DeskClient;
  renderPart(desk, <SignInsDialog onClose={onClose} />);
  return { sent, onClose };
}

describe('where one is signed in', () => {
  it('names program, system, address and how, and marks this window, which cannot be ended here', async () => {
    open();
    const list = await screen.findByRole('list', { name: 'Signed in at' });
    const [own, home, odd] = within(list).getAllByRole('listitem');
    expect(own?.textContent).toContain('Tsunagi · Windows');
    expect(own?.textContent).toContain('This window');
    expect(within(own as HTMLElement).queryByRole('button')).toBeNull();
    expect(home?.textContent).toContain('Safari · macOS');
    expect(home?.textContent).toContain('from 2001:db8:');
    expect(odd?.textContent).toContain('Another program · unknown system');
    expect(await axeFindings(document.body)).toEqual([]);
  });

  it('ends one, which is gone from the list', async () => {
    const { sent } = open({}, () => ({ ok: true, data: { ended: 1 } }));
    await userEvent.click(await screen.findByRole('button', { name: 'End Safari · macOS' }));
    await vi.waitFor(() => expect(screen.queryByText('Safari · macOS')).toBeNull(), 10_000);
    expect(sent).toEqual([expect.objectContaining({ name: 'sign-in:end', input: { id: SESSIONS[1]?.id } })]);
  });

  it('links the company account that the person has just shown to be theirs', async () => {
    const proof = { code: 'c'.repeat(43), verifier: 'v'.repeat(43) };
    const { sent } = open({ proveAccount: async () => ({ ok: true, data: proof }) }, () => ({
      ok: true,
      data: { shown: 'a@b' },
    }));
    await userEvent.click(await screen.findByRole('button', { name: 'Link' }));
    await vi.waitFor(
      () => expect(sent).toEqual([expect.objectContaining({ name: 'sign-on:link-own', input: proof })]),
      10_000,
    );
  });
});
