import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { initials } from '#renderer/ui/avatar.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { ResizeHandle } from '#renderer/ui/resize-handle.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { showToast, ToastRegion } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';

afterEach(cleanup);

describe('initials', () => {
  it.each([
    ['青山 さくら', '青山'],
    ['森　はるか', '森'],
    ['James Li', 'JL'],
    ['Aoyama', 'AO'],
    ['Mary Jane Watson', 'MW'],
    ['𠮷田 太郎', '𠮷田'],
    ['', ''],
  ])('of “%s” are “%s”', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe('Button', () => {
  it('tells its shortcut to screen readers and keeps it out of its name', () => {
    render(<Button chord={chordOf('hand-off')}>Hand off…</Button>);
    const button = screen.getByRole('button', { name: 'Hand off…' });
    expect(button.getAttribute('aria-keyshortcuts')).toBe('Control+Shift+h');
  });

  it('does nothing while busy', async () => {
    const act = vi.fn();
    render(
      <Button busy onClick={act}>
        Send
      </Button>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(act).not.toHaveBeenCalled();
  });
});

describe('Field', () => {
  it('ties label, hint and error to its control', () => {
    render(
      <Field label="Password" hint="As on paper" error="Enter your password.">
        <TextInput type="password" />
      </Field>,
    );
    const input = screen.getByLabelText('Password');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id));
    expect(described.map((element) => element?.textContent)).toEqual(
      expect.arrayContaining(['As on paper', 'Enter your password.']),
    );
  });
});

describe('Tabs', () => {
  it('have their counts in their names', async () => {
    const choose = vi.fn();
    render(
      <Tabs
        label="Lists"
        value="mine"
        onChange={choose}
        tabs={[
          { value: 'mine', label: 'Mine', count: 14 },
          { value: 'team', label: 'Team', count: 9 },
        ]}
      >
        rows
      </Tabs>,
    );
    expect(screen.getByRole('tab', { name: 'Mine 14' }).getAttribute('aria-selected')).toBe('true');
    await userEvent.click(screen.getByRole('tab', { name: 'Team 9' }));
    expect(choose).toHaveBeenCalledWith('team');
  });
});

describe('SegmentedControl', () => {
  it('always has exactly one chosen', async () => {
    const choose = vi.fn();
    const segments = [
      { value: 'reply', label: 'Reply' },
      { value: 'note', label: 'Note' },
    ] as const;
    render(<SegmentedControl label="Mode" value="reply" onChange={choose} segments={segments} />);
    await userEvent.click(screen.getByRole('button', { name: 'Reply' }));
    expect(choose).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Note' }));
    expect(choose).toHaveBeenCalledWith('note');
  });
});

describe('Dialog', () => {
  function Opener() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          Open
        </button>
        <Dialog open={open} onClose={() => setOpen(false)} title="Hand off" closeLabel="Close">
          <input aria-label="Who" />
        </Dialog>
      </>
    );
  }

  it('has its title as its name, closes by Escape and gives the focus back', async () => {
    render(<Opener />);
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    const dialog = await screen.findByRole('dialog', { name: 'Hand off' });
    await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true), 10_000);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), 10_000);
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open' })), 10_000);
  });
});

describe('ResizeHandle', () => {
  it('moves by arrow keys within its limits', async () => {
    const change = vi.fn();
    render(
      <ResizeHandle
        label="Height"
        orientation="horizontal"
        value={100}
        min={90}
        max={400}
        direction={-1}
        onChange={change}
      />,
    );
    screen.getByRole('separator', { name: 'Height' }).focus();
    await userEvent.keyboard('{ArrowUp}{ArrowDown}{End}');
    expect(change.mock.calls).toEqual([[116], [90], [400]]);
  });
});

describe('toasts', () => {
  it('are shown in their region and can be closed', async () => {
    render(
      <ToastRegion label="Messages" closeLabel="Close">
        <p>page</p>
      </ToastRegion>,
    );
    showToast({ title: 'Copied', detail: '4417-2290-1183' });
    await screen.findByText('Copied');
    expect(screen.getByRole('region', { name: 'Messages' }).textContent).toContain('4417-2290-1183');
  });
});

describe('Words', () => {
  it('mark Japanese as Japanese, and nothing else', () => {
    const { container } = render(
      <>
        <Words>写真を送ります。</Words>
        <Words>Thank you</Words>
      </>,
    );
    expect([...container.querySelectorAll('[lang=ja]')].map((e) => e.textContent)).toEqual(['写真を送ります。']);
  });
});
