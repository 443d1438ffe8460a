import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { WindowState } from '#electron/storage/settings-file.ts';
import { followDisplays } from '#electron/windows/follow-displays.ts';

const at = (x: number): WindowState => ({ bounds: { x, y: 0, width: 1300, height: 800 }, maximized: false });

function desk(remembered: Readonly<Record<string, WindowState>>, arrangement = 'laptop') {
  const screen = new EventEmitter();
  const now = { arrangement, ms: 0 };
  const put: WindowState[] = [];
  const stop = followDisplays({
    screen,
    arrangement: () => now.arrangement,
    rememberedFor: (name) => remembered[name] ?? null,
    put: (state) => put.push(state),
    monotonicMs: () => now.ms,
  });
  return { screen, now, put, stop };
}

describe('[DK3] a window whose displays change', () => {
  it('goes back to where it was left when its display returns', () => {
    const { screen, now, put } = desk({ docked: at(2000), laptop: at(10) });
    now.arrangement = 'docked';
    screen.emit('display-added');
    now.arrangement = 'laptop';
    screen.emit('display-removed');
    expect(put).toEqual([at(2000), at(10)]);
  });

  it('goes there when the second display of a dock is told, or the room that its taskbar leaves', () => {
    const { screen, now, put } = desk({ docked: at(2000) });
    now.arrangement = 'half';
    screen.emit('display-added');
    now.ms = 800;
    now.arrangement = 'docked';
    screen.emit('display-metrics-changed');
    expect(put).toEqual([at(2000)]);
  });

  it('stays where it is with displays it was never seen with', () => {
    const { screen, now, put } = desk({ docked: at(2000) });
    now.arrangement = 'elsewhere';
    screen.emit('display-added');
    expect(put).toEqual([]);
  });

  it('stays where it is when only a taskbar changes', () => {
    const { screen, now, put } = desk({ 'laptop with taskbar': at(10) });
    now.arrangement = 'laptop with taskbar';
    screen.emit('display-metrics-changed');
    screen.emit('display-metrics-changed');
    expect(put).toEqual([]);
  });

  it('follows no longer once it is closed', () => {
    const { screen, now, put, stop } = desk({ docked: at(2000) });
    stop();
    now.arrangement = 'docked';
    screen.emit('display-added');
    expect(put).toEqual([]);
    expect(screen.eventNames()).toEqual([]);
  });
});
