import { describe, expect, it } from 'vitest';
import { createGlobalKeys } from '#electron/native/global-shortcuts.ts';
import { acceleratorSchema, DEFAULT_GLOBAL_SHORTCUTS, SUGGESTED_GLOBAL_SHORTCUTS } from '#shared/ipc/alerts.ts';

function start(taken: readonly string[] = []) {
  const held = new Map<string, () => void>();
  const pressed: string[] = [];
  const keys = createGlobalKeys(
    {
      register(accelerator, act) {
        if (accelerator.includes('F12')) throw new Error('no such key');
        if (taken.includes(accelerator) || held.has(accelerator)) return false;
        held.set(accelerator, act);
        return true;
      },
      unregister: (accelerator) => {
        held.delete(accelerator);
      },
    },
    (id) => pressed.push(id),
  );
  return { keys, held, pressed, states: () => keys.state().map(({ state }) => state) };
}
const ALL = { answer: 'Control+Alt+A', mute: 'Control+Alt+M', 'accept-offer': 'Control+Alt+O' };

describe('[DK3] keys that work everywhere', () => {
  it('do what they were given for', () => {
    const { keys, held, pressed, states } = start();
    keys.apply(ALL);
    held.get('Control+Alt+M')?.();
    expect(pressed).toEqual(['mute']);
    expect(states()).toEqual(['on', 'on', 'on']);
  });

  it('are given back when they are changed or switched off', () => {
    const { keys, held } = start();
    keys.apply(ALL);
    keys.apply({ ...ALL, answer: null, mute: 'Control+Alt+N' });
    expect([...held.keys()]).toEqual(['Control+Alt+N', 'Control+Alt+O']);
    keys.apply(DEFAULT_GLOBAL_SHORTCUTS);
    expect(held.size).toBe(0);
  });

  it('are said to be taken when another program, or another of ours, has them', () => {
    const { keys, states } = start(['Control+Alt+A']);
    keys.apply({ ...ALL, 'accept-offer': 'Control+Alt+M' });
    expect(states()).toEqual(['taken', 'on', 'taken']);
    keys.apply({ ...ALL, mute: 'Control+F12' });
    expect(states()).toEqual(['taken', 'taken', 'on']);
  });

  it('are never the input method’s, nor a key alone', () => {
    for (const keys of Object.values(SUGGESTED_GLOBAL_SHORTCUTS))
      expect(acceleratorSchema.safeParse(keys).success).toBe(true);
    for (const keys of ['A', 'Shift+A', 'Control+F6', 'Control+F10', 'Control+Space', 'Alt+`', 'Control+a', 'Control'])
      expect(acceleratorSchema.safeParse(keys).success, keys).toBe(false);
  });
});
