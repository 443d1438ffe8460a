import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShortcutId } from '#renderer/ui/keyboard-map.ts';
import { DIALOG_SCOPE, installShortcuts, useShortcut } from '#renderer/ui/shortcuts.ts';

type UserProps = {
  readonly id: ShortcutId;
  readonly run: () => void;
  readonly enabled?: boolean;
  readonly scope?: 'page' | 'dialog';
};

function User({ id, run, enabled = true, scope = 'page' }: UserProps) {
  useShortcut(id, run, { enabled, scope });
  return null;
}

const chord = { key: 'k', ctrlKey: true };

describe('[DK3] shortcuts', () => {
  let stop: () => void;
  beforeEach(() => {
    stop = installShortcuts(window);
  });
  afterEach(() => {
    stop();
    cleanup();
  });

  it('work while a text field has the focus, and the field does not get the key', () => {
    const run = vi.fn();
    const fieldKey = vi.fn();
    render(
      <>
        <User id="palette" run={run} />
        <textarea aria-label="reply" onKeyDown={fieldKey} />
      </>,
    );
    const isLeftAlone = fireEvent.keyDown(screen.getByLabelText('reply'), chord);
    expect(run).toHaveBeenCalledOnce();
    expect(fieldKey).not.toHaveBeenCalled();
    expect(isLeftAlone).toBe(false);
  });

  it('do nothing while composing', () => {
    const run = vi.fn();
    render(<User id="palette" run={run} />);
    fireEvent.keyDown(document.body, { ...chord, isComposing: true });
    fireEvent.keyDown(document.body, { ...chord, keyCode: 229 });
    expect(run).not.toHaveBeenCalled();
  });

  it('leave a chord alone that nobody has', () => {
    render(<User id="palette" run={vi.fn()} enabled={false} />);
    expect(fireEvent.keyDown(document.body, chord)).toBe(true);
  });

  it('go to the newest user, and back when it goes', () => {
    const first = vi.fn();
    const second = vi.fn();
    const { rerender } = render(
      <>
        <User id="palette" run={first} />
        <User id="palette" run={second} />
      </>,
    );
    fireEvent.keyDown(document.body, chord);
    rerender(<User id="palette" run={first} />);
    fireEvent.keyDown(document.body, chord);
    expect(second).toHaveBeenCalledOnce();
    expect(first).toHaveBeenCalledOnce();
  });

  it('of the page are silent inside a dialog, which has its own', () => {
    const page = vi.fn();
    const dialog = vi.fn();
    render(
      <>
        <User id="send" run={page} />
        <div {...DIALOG_SCOPE}>
          <User id="send" run={dialog} scope="dialog" />
          <input aria-label="inside" />
        </div>
      </>,
    );
    fireEvent.keyDown(screen.getByLabelText('inside'), { key: 'Enter', ctrlKey: true });
    expect(dialog).toHaveBeenCalledOnce();
    expect(page).not.toHaveBeenCalled();
  });

  it('act once while a key is held down', () => {
    const run = vi.fn();
    render(<User id="palette" run={run} />);
    fireEvent.keyDown(document.body, chord);
    fireEvent.keyDown(document.body, { ...chord, repeat: true });
    expect(run).toHaveBeenCalledOnce();
  });
});
