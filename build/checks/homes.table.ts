/** One thing that has one home: where it is looked for, where it may be, and what to do elsewhere. */
export type HomeRule = {
  /** What a report calls it. */
  readonly name: string;
  /** Tested on each line, comments taken out. */
  readonly pattern: RegExp;
  /** Files the rule looks at; all, if not given. */
  readonly zone?: RegExp;
  /** Files in the zone where the thing may be. */
  readonly homes?: RegExp;
  /** What to do instead. */
  readonly fix: string;
};

const product = /^(shared|server|electron|renderer)\//;
const timeless = /^(shared\/domain|server\/domains|renderer\/state)\//;

const channels = 'phone|chat|email|form|line|sms|whatsapp|store|shop|app';

/** What an import does not show, so that dependency-cruiser can not see it. */
export const homeRules: readonly HomeRule[] = [
  {
    name: 'process.env',
    pattern:
      /\bprocess\s*\??\.\s*env\b|\bprocess\s*\[\s*['"]env['"]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|\bimport\.meta\.env\b/,
    homes: /^(server\/config\.ts|electron\/config\.ts|build\/|test\/|[^/]+\.config\.ts$)/,
    fix: 'Read it in server/config.ts or electron/config.ts and pass the value in.',
  },
  {
    name: 'ipcMain and ipcRenderer',
    pattern: /\b(ipcMain|ipcRenderer)\b/,
    zone: product,
    homes: /^electron\/(ipc|preload)\//,
    fix: 'Add the call to shared/ipc/contract.ts; electron/ipc and electron/preload carry it.',
  },
  {
    name: 'contextBridge',
    pattern: /\bcontextBridge\b/,
    zone: product,
    homes: /^electron\/preload\//,
    fix: 'Only the preload opens the bridge.',
  },
  {
    name: 'window.desktop',
    pattern: /\b(window|globalThis|self)\s*\??\.\s*desktop\b|\b(window|globalThis|self)\s*\[\s*['"]desktop['"]/,
    zone: product,
    homes: /^renderer\/data\/desktop\.ts$/,
    fix: 'Use the functions of renderer/data/desktop.ts.',
  },
  {
    name: 'the current time',
    pattern:
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(\(\s*\)|[;,)\]}]|$)|(?<![.\w]|new\s)Date\s*\(|\bperformance\s*\.\s*now\b|\bhrtime\b/,
    zone: timeless,
    fix: 'Take the time from the clock that is passed in (shared/lib/clock.ts).',
  },
  {
    name: 'randomness',
    pattern: /\bMath\s*\.\s*random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/,
    zone: timeless,
    fix: 'Take ids and random values from what is passed in.',
  },
  {
    name: 'raw timers',
    pattern: /(?<![.\w])(setTimeout|setInterval|setImmediate|requestAnimationFrame)\s*\(/,
    zone: timeless,
    fix: 'Use the clock that is passed in, or a job in server/jobs: a timer dies with its process.',
  },
  {
    name: 'Math.random',
    pattern: /\bMath\s*\.\s*random\b/,
    zone: product,
    fix: 'Ids and secrets come from crypto; tests and the demo pass a seeded source.',
  },
  {
    name: 'fetch in the window',
    pattern: /(?<![.\w])fetch\s*\(|\bXMLHttpRequest\b|\bnew\s+(WebSocket|EventSource)\b|\bsendBeacon\b/,
    zone: /^renderer\//,
    homes: /^renderer\/(data\/|widget\/connection\.ts$)/,
    fix: 'renderer/data (for the widget: renderer/widget/connection.ts) is the only door to the hub.',
  },
  {
    name: "the browser's storage",
    pattern: /\b(localStorage|sessionStorage|indexedDB)\b/,
    zone: /^renderer\//,
    homes: /^renderer\/(data|widget)\//,
    fix: '[SY5] What stays on the disk is decided in renderer/data.',
  },
  {
    name: 'HTML from a string',
    pattern: /\.(innerHTML|outerHTML)\s*\+?=(?!=)|\binsertAdjacentHTML\b|\bdocument\.write\b/,
    zone: /^renderer\//,
    fix: 'Build nodes, or set textContent: text of customers is hostile ([CH4]).',
  },
  {
    name: 'the function keys of the IME',
    pattern: /['"`]F(6|7|8|9|10)['"`]/,
    zone: /^(renderer|electron)\//,
    fix: '[DK3] F6–F10 belong to the IME: choose a chord.',
  },
  {
    name: 'a channel by name',
    pattern: new RegExp(
      `\\bchannel(\\w*Kind)?\\b\\s*(===?|!==?)\\s*['"](${channels})['"]|['"](${channels})['"]\\s*(===?|!==?)\\s*[\\w.]*\\bchannel\\b`,
    ),
    zone: product,
    homes: /^(shared\/domain\/channels\.ts$|server\/channels\/)/,
    fix: '[CH1] Ask for what the channel can do: its row in shared/domain/channels.ts.',
  },
  {
    name: 'a path out of the folder',
    pattern: /(?:from|import|import\()\s*['"](\.\.\/){2,}/,
    fix: 'Use an alias: #shared/…, #server/…, #renderer/…, #electron/…, #build/…, #test/….',
  },
  {
    name: 'a switched-off type error without a reason',
    pattern: /@ts-(expect-error|ignore|nocheck)\s*(\*\/)?\s*$/,
    fix: 'Say why after it, on the same line.',
  },
];
