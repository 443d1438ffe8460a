import { describe, expect, it } from 'vitest';
import { findStrays } from '#build/checks/find-strays.ts';
import { homeRules } from '#build/checks/homes.table.ts';

const strayNames = (path: string, source: string) => findStrays(path, source, homeRules).map(({ rule }) => rule.name);

/** One sample that breaks each rule, and where. A rule without one fails below. */
const breaking: Record<string, [path: string, source: string][]> = {
  'process.env': [
    ['server/app.ts', 'const port = process.env.PORT;'],
    ['electron/main.ts', "const home = process['env'].HOME;"],
    ['server/db/pool.ts', 'const { env } = process;'],
  ],
  'ipcMain and ipcRenderer': [['electron/windows/desk.ts', "import { ipcMain } from 'electron';"]],
  contextBridge: [['electron/ipc/send.ts', "contextBridge.exposeInMainWorld('desktop', {});"]],
  'window.desktop': [
    ['renderer/desk/main.tsx', 'window.desktop.signOut();'],
    ['renderer/data/socket.ts', 'globalThis?.desktop'],
  ],
  'the current time': [
    ['server/domains/handoff/handoff.service.ts', 'const at = Date.now();'],
    ['shared/domain/clock-hours.ts', 'const at = new Date();'],
    ['renderer/state/store.ts', 'const at = new Date().toISOString();'],
  ],
  randomness: [['server/domains/handoff/handoff.service.ts', 'const id = crypto.randomUUID();']],
  'raw timers': [['server/domains/handoff/handoff.service.ts', 'setTimeout(expire, 1000);']],
  'Math.random': [['server/auth/tokens.ts', 'const token = Math.random();']],
  'fetch in the window': [
    ['renderer/desk/features/inbox/inbox.tsx', "await fetch('/api');"],
    ['renderer/desk/main.tsx', "new WebSocket('ws://x');"],
  ],
  "the browser's storage": [['renderer/state/store.ts', "localStorage.setItem('a', 'b');"]],
  'HTML from a string': [['renderer/widget/bubble.ts', 'bubble.innerHTML = text;']],
  'the function keys of the IME': [['renderer/ui/keyboard-map.ts', "{ key: 'F7' }"]],
  'a channel by name': [
    ['server/domains/conversation/conversation.service.ts', "if (session.channel === 'chat') return;"],
    ['renderer/desk/features/thread/row.tsx', "return 'phone' === item.channel ? a : b;"],
  ],
  'a path out of the folder': [
    ['server/domains/handoff/handoff.service.ts', "import { ack } from '../../wire.ts';"],
    ['test/unit/a.test.ts', "await import('../../x.ts');"],
  ],
  'a switched-off type error without a reason': [['server/app.ts', '// @ts-expect-error']],
};

describe('homes', () => {
  it.each(homeRules.map((rule) => rule.name))('%s: a stray is found', (name) => {
    const samples = breaking[name] ?? [];
    expect(samples.length).toBeGreaterThan(0);
    for (const [path, source] of samples) expect(strayNames(path, source)).toContain(name);
  });

  it('says where the stray is', () => {
    expect(findStrays('server/app.ts', 'const a = 1;\nprocess.env.A;', homeRules)).toMatchObject([
      { path: 'server/app.ts', line: 2, text: 'process.env.A;' },
    ]);
  });

  it('leaves each thing alone at home', () => {
    expect(strayNames('server/config.ts', 'process.env.PORT')).toEqual([]);
    expect(strayNames('electron/ipc/typed-ipc-main.ts', 'ipcMain.handle(name, answer);')).toEqual([]);
    expect(strayNames('renderer/data/desktop.ts', 'export const bridge = window.desktop;')).toEqual([]);
    expect(strayNames('server/jobs/clock.ts', 'setTimeout(tick, Date.now());')).toEqual([]);
    expect(strayNames('renderer/widget/connection.ts', "fetch('/visitor');")).toEqual([]);
    expect(strayNames('server/channels/chat/chat.ts', "item.channel === 'chat'")).toEqual([]);
  });

  it('takes no comment for code', () => {
    expect(strayNames('shared/domain/due.ts', '/** Never Date.now(): see the clock. */')).toEqual([]);
    expect(strayNames('shared/domain/due.ts', 'const a = now(); // not Date.now()')).toEqual([]);
    expect(strayNames('shared/domain/due.ts', ' * new Date() is what the clock gives')).toEqual([]);
  });

  it('takes no address for a comment', () => {
    expect(strayNames('renderer/desk/main.tsx', "fetch('http://127.0.0.1/x');")).toEqual(['fetch in the window']);
  });

  it('lets a given time be made a date', () => {
    expect(strayNames('shared/domain/due.ts', 'return new Date(dueAt).toISOString();')).toEqual([]);
  });

  it('lets an imported timer of the clock be used', () => {
    expect(strayNames('server/domains/handoff/handoff.service.ts', 'clock.setTimeout(expire, 1000);')).toEqual([]);
  });
});
