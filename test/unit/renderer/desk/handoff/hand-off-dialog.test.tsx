import { QueryClient } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { closeDialog } from '#renderer/desk/app/open-dialog.ts';
import { DeskDialogs } from '#renderer/desk/desk-dialogs.tsx';
import { BRIEF, CONVERSATION, type FakeDesk, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';

const HAND_OFF = { key: 'h', ctrlKey: true, shiftKey: true };
const CHORD = { key: 'Enter', ctrlKey: true };

function show(desk: FakeDesk) {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en' });
  render(
    <App settings={settings} queryClient={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <DeskClientProvider client={desk.client}>
        <DeskDialogs conversationId={IDS.conversation} />
      </DeskClientProvider>
    </App>,
  );
}

async function open(desk: FakeDesk): Promise<HTMLElement> {
  show(desk);
  fireEvent.keyDown(document.body, HAND_OFF);
  const search = await screen.findByRole('combobox', { name: 'Agents and teams' });
  await waitFor(() => expect(document.activeElement).toBe(search));
  await screen.findByDisplayValue('割れたタンクの写真を見てほしい');
  return search;
}

const offered = (desk: FakeDesk) => desk.sent.filter((one) => one.name === 'handoff:offer').map((one) => one.input);
const accepting = () => fakeDesk({ send: () => ({ ok: true, data: { handoff: { state: 'offered' } } }) });

beforeEach(() => {
  window.localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  closeDialog();
  cleanup();
  vi.unstubAllGlobals();
});

describe('handing off', () => {
  it('[HO1] [HO3] is typed in seconds: a name, the chord; the drafted brief and its snapshot go along', async () => {
    const desk = accepting();
    await open(desk);
    await userEvent.keyboard('kim');
    fireEvent.keyDown(document.activeElement ?? document.body, CHORD);
    await waitFor(() => expect(offered(desk)).toHaveLength(1));
    expect(offered(desk)[0]).toEqual({
      conversationId: IDS.conversation,
      epoch: 3,
      to: { type: 'agent', id: IDS.kimura },
      brief: BRIEF.brief,
      snapshot: BRIEF.snapshot,
      kind: 'cold',
    });
    await waitFor(() => expect(document.querySelector('[data-shortcut-scope]')).toBeNull());
  });

  it('lists who is free first and how much they have, then teams; who is gone can not be chosen', async () => {
    await open(accepting());
    const names = screen.getAllByRole('option').map((one) => one.textContent);
    expect(names[0]).toContain('木村 拓');
    expect(names[0]).toContain('free now1 of 4');
    expect(names[1]).toContain('Anyone in チャットabout 20 s6 on · 2 waiting');
    const gone = screen.getByRole('option', { name: /James Li/ });
    expect(gone.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(gone);
    expect(screen.getByRole('button', { name: /^Hand off/ })).toBeTruthy();
  });

  it('goes to a team by arrows; Enter leads on to the brief, whose lines are added and removed by keys', async () => {
    const desk = accepting();
    await open(desk);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(document.activeElement).toBe(screen.getByDisplayValue('割れたタンクの写真を見てほしい'));
    await userEvent.keyboard('{Enter}18時以降');
    const added = screen.getByDisplayValue('18時以降');
    fireEvent.keyDown(added, { key: 'Enter', keyCode: 229 });
    expect(screen.getAllByRole('textbox', { name: /^Wants/ })).toHaveLength(2);
    await userEvent.keyboard('{Enter}');
    expect(screen.getAllByRole('textbox', { name: /^Wants/ })).toHaveLength(3);
    await userEvent.keyboard('{Backspace}');
    expect(document.activeElement).toBe(added);
    fireEvent.keyDown(added, CHORD);
    await waitFor(() => expect(offered(desk)).toHaveLength(1));
    expect(offered(desk)[0]).toMatchObject({
      to: { type: 'team', id: IDS.team },
      brief: { wants: [BRIEF.brief.wants[0], { text: '18時以降', items: [] }] },
    });
  });

  it('asks for a receiver, and says at the list that one is not available', async () => {
    const desk = fakeDesk({
      send: () => refused('receiver_unavailable', '木村 拓 is not available now. Choose somebody else or the team.'),
    });
    const search = await open(desk);
    fireEvent.keyDown(search, CHORD);
    expect((await screen.findByRole('alert')).textContent).toBe('Choose who takes over.');
    expect(offered(desk)).toEqual([]);
    await userEvent.keyboard('{ArrowDown}');
    fireEvent.keyDown(search, CHORD);
    expect(await screen.findByText(/is not available now/)).toBeTruthy();
    expect(screen.getByDisplayValue('割れたタンクの写真を見てほしい')).toBeTruthy();
  });

  it('says what stands in the way and keeps the brief', async () => {
    const desk = fakeDesk({ send: () => refused('handoff_open', 'A handoff is already open.') });
    const search = await open(desk);
    await userEvent.keyboard('{ArrowDown}');
    fireEvent.keyDown(search, CHORD);
    expect((await screen.findByRole('alert')).textContent).toBe('A handoff is already open.');
  });

  it('goes by hand where the brief can not be drafted', async () => {
    const desk = fakeDesk({
      send: () => ({ ok: true, data: { handoff: { state: 'offered' } } }),
      ask: (name) => {
        if (name === 'handoff.draft-brief') throw new Error('no hub');
        return undefined;
      },
    });
    show(desk);
    fireEvent.keyDown(document.body, HAND_OFF);
    expect(await screen.findByText(/could not be drafted/)).toBeTruthy();
    expect(screen.getAllByRole('textbox', { name: /, line 1$/ })).toHaveLength(5);
  });

  it('shows what the customer will see, in their language', async () => {
    await open(accepting());
    await userEvent.keyboard('kim');
    expect(screen.getByText('木村が対応しております')).toBeTruthy();
  });

  it('[HO6] says of every channel how one gets there or why not; the best way is taken, and the words can be changed', async () => {
    const desk = accepting();
    await open(desk);
    const cards = screen.getAllByRole('radio');
    expect(cards.map((one) => one.closest('label')?.textContent)).toEqual([
      'Chatstay',
      'Phonewe call',
      'Emailtranscript',
      'LINEblocked',
      'SMSmessage',
      'Storecode in this channel',
    ]);
    expect(cards[3]?.hasAttribute('disabled')).toBe(true);
    await userEvent.click(screen.getByRole('radio', { name: /Store/ }));
    const words = screen.getByRole('textbox', { name: 'The customer gets, by Chat' });
    expect(words).toHaveProperty('value', '店頭でこの番号をお伝えください：{code}');
    await userEvent.click(screen.getByRole('combobox', { name: 'Agents and teams' }));
    await userEvent.keyboard('kim');
    fireEvent.change(words, { target: { value: '番号は店頭で' } });
    expect(screen.getByText(/Keep \{code\} in the text/)).toBeTruthy();
    fireEvent.keyDown(words, CHORD);
    expect(offered(desk)).toEqual([]);
    fireEvent.change(words, { target: { value: '{code} を店頭で' } });
    fireEvent.keyDown(words, CHORD);
    await waitFor(() => expect(offered(desk)).toHaveLength(1));
    expect(offered(desk)[0]).toMatchObject({
      to: { type: 'agent', id: IDS.kimura },
      crossing: { channel: 'store', way: 'code', by: 'chat', text: '{code} を店頭で', locale: 'ja' },
    });
  });

  it('[HO1] goes on with the customer oneself, on another channel only, and never warm', async () => {
    const desk = accepting();
    await open(desk);
    expect(screen.queryByRole('option', { name: /^Me, on/ })).toBeNull();
    await userEvent.click(screen.getByRole('checkbox', { name: /Stay in until they have talked/ }));
    await userEvent.click(screen.getByRole('radio', { name: /Phone/ }));
    const search = screen.getByRole('combobox', { name: 'Agents and teams' });
    search.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Me, on Phone');
    fireEvent.keyDown(search, CHORD);
    await waitFor(() => expect(offered(desk)).toHaveLength(1));
    expect(offered(desk)[0]).toMatchObject({
      to: { type: 'agent', id: IDS.me },
      kind: 'cold',
      crossing: { channel: 'phone', way: 'callback' },
    });
  });

  it('[HO5] brings a colleague in first where that is wished', async () => {
    const desk = accepting();
    const search = await open(desk);
    await userEvent.keyboard('kim');
    await userEvent.click(screen.getByRole('checkbox', { name: /Stay in until they have talked/ }));
    fireEvent.keyDown(search, CHORD);
    await waitFor(() => expect(offered(desk)[0]).toMatchObject({ kind: 'warm', to: { id: IDS.kimura } }));
  });

  it('[HO6] says at the channels that a way does not reach them any more, and keeps what was typed', async () => {
    const desk = fakeDesk({ send: () => refused('no_way_across', 'This way does not reach the customer now.') });
    const search = await open(desk);
    await userEvent.keyboard('kim');
    fireEvent.change(screen.getByDisplayValue('割れたタンクの写真を見てほしい'), { target: { value: '写真を見る' } });
    fireEvent.keyDown(search, CHORD);
    expect((await screen.findByRole('alert')).textContent).toBe('This way does not reach the customer now.');
    expect(screen.getByDisplayValue('写真を見る')).toBeTruthy();
  });

  it('[HO3] moves a line with Alt and an arrow, and says when a machine had a hand in the draft', async () => {
    const desk = fakeDesk({
      send: () => ({ ok: true, data: { handoff: { state: 'offered' } } }),
      ask: (name) => (name === 'handoff.draft-brief' ? { ...BRIEF, improvedBy: 'a local model' } : undefined),
    });
    await open(desk);
    expect(screen.getByText('improved by a local model')).toBeTruthy();
    const line = screen.getByDisplayValue('保証は2027年11月まで有効とお伝え');
    line.focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    const done = screen.getAllByRole('textbox', { name: /^Done/ }).map((one) => (one as HTMLTextAreaElement).value);
    expect(done).toEqual(['保証は2027年11月まで有効とお伝え', 'W2611340 · delivered']);
    expect((document.activeElement as HTMLTextAreaElement).value).toBe('保証は2027年11月まで有効とお伝え');
  });

  it('is for the owner alone', () => {
    show(fakeDesk({ conversation: { ...CONVERSATION, owner: { type: 'agent', id: IDS.kimura, name: '木村 拓' } } }));
    fireEvent.keyDown(document.body, HAND_OFF);
    expect(document.querySelector('[data-shortcut-scope]')).toBeNull();
  });
});
