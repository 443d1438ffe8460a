import { QueryClient } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { closeDialog, openDialog } from '#renderer/desk/app/open-dialog.ts';
import { DeskDialogs } from '#renderer/desk/desk-dialogs.tsx';
import { CATEGORIES, type FakeDesk, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';

const CHORD = { key: 'Enter', ctrlKey: true };
const idOf = (nameEn: string) => CATEGORIES.find((one) => one.nameEn === nameEn)?.id;

function show(desk: FakeDesk) {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en' });
  render(
    <App settings={settings} queryClient={new QueryClient()}>
      <DeskClientProvider client={desk.client}>
        <DeskDialogs conversationId={IDS.conversation} />
      </DeskClientProvider>
    </App>,
  );
}

async function open(desk: FakeDesk): Promise<HTMLElement> {
  show(desk);
  fireEvent.keyDown(document.body, { key: 'e', ctrlKey: true, shiftKey: true });
  const search = await screen.findByRole('combobox', { name: 'Category' });
  await waitFor(() => expect(document.activeElement).toBe(search));
  return search;
}

const sentOf = (desk: FakeDesk, name: string) => desk.sent.filter((one) => one.name === name).map((one) => one.input);

beforeEach(() => {
  window.localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  closeDialog();
  cleanup();
  vi.unstubAllGlobals();
});

describe('[CV8] resolving', () => {
  it('is done by keys alone: words of a category, Enter, an outcome, Enter, the chord', async () => {
    const desk = fakeDesk();
    await open(desk);
    await userEvent.keyboard('ホース{Enter}sol{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Note/ }));
    await userEvent.keyboard('called back');
    fireEvent.keyDown(document.activeElement ?? document.body, CHORD);
    await waitFor(() => expect(sentOf(desk, 'conversation:resolve')).toHaveLength(1));
    expect(sentOf(desk, 'conversation:resolve')[0]).toEqual({
      conversationId: IDS.conversation,
      epoch: 3,
      categoryId: idOf('Hose'),
      outcome: 'solved',
      note: 'called back',
    });
    await waitFor(() => expect(document.querySelector('[data-shortcut-scope]')).toBeNull());
  });

  it('offers the last choices first, the next time', async () => {
    const desk = fakeDesk();
    await open(desk);
    await userEvent.keyboard('power{Enter}refund{Enter}');
    fireEvent.keyDown(document.activeElement ?? document.body, CHORD);
    await waitFor(() => expect(document.querySelector('[data-shortcut-scope]')).toBeNull());
    cleanup();
    const again = fakeDesk();
    await open(again);
    expect(screen.getAllByText('Last used')).toHaveLength(2);
    await userEvent.keyboard('{Enter}{Enter}');
    fireEvent.keyDown(document.activeElement ?? document.body, CHORD);
    await waitFor(() =>
      expect(sentOf(again, 'conversation:resolve')[0]).toMatchObject({
        categoryId: idOf('Power'),
        outcome: 'refunded',
      }),
    );
  });

  it('shows at its field what the team asks for and is not there, and goes to it', async () => {
    const desk = fakeDesk();
    const search = await open(desk);
    await userEvent.keyboard('leak');
    fireEvent.keyDown(search, CHORD);
    expect((await screen.findByRole('alert')).textContent).toBe('Choose an outcome.');
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Outcome' }));
    expect(sentOf(desk, 'conversation:resolve')).toEqual([]);
  });

  it('shows what the hub misses, and any other refusal, and keeps everything', async () => {
    let answer = refused('wrapup_missing', 'needs: note', { fields: ['note'] });
    const desk = fakeDesk({ send: () => answer });
    await open(desk);
    await userEvent.keyboard('leak{Enter}sol{Enter}');
    fireEvent.keyDown(document.activeElement ?? document.body, CHORD);
    expect((await screen.findByRole('alert')).textContent).toBe('Write a note.');
    answer = refused('not_owner', 'This conversation is with Kimura now.');
    await userEvent.type(screen.getByRole('textbox', { name: /Note/ }), 'x');
    fireEvent.keyDown(document.activeElement ?? document.body, CHORD);
    expect(await screen.findByText('This conversation is with Kimura now.')).toBeTruthy();
  });

  it('[DK3] leaves the Enter of a conversion to the IME', async () => {
    const search = await open(fakeDesk());
    fireEvent.keyDown(search, { key: 'Enter', keyCode: 229 });
    fireEvent.keyDown(search, { key: 'Enter', isComposing: true });
    expect(document.activeElement).toBe(search);
  });
});

describe('[HO8] returning', () => {
  it('needs a reason, and gives it', async () => {
    const desk = fakeDesk();
    show(desk);
    openDialog('return', { conversationId: IDS.conversation });
    const reason = await screen.findByRole('textbox', { name: 'Why it goes back' });
    fireEvent.keyDown(reason, CHORD);
    expect(sentOf(desk, 'handoff:return')).toEqual([]);
    await userEvent.type(reason, 'needs the quality team');
    fireEvent.keyDown(reason, CHORD);
    await waitFor(() =>
      expect(sentOf(desk, 'handoff:return')).toEqual([
        { conversationId: IDS.conversation, epoch: 3, reason: 'needs the quality team' },
      ]),
    );
    await waitFor(() => expect(document.querySelector('[data-shortcut-scope]')).toBeNull());
  });
});
