/** Whoever reaches a debugging port is the agent: reads their threads, sends in their name. */
const REMOTE_DEBUGGING = ['remote-debugging-', 'remote-allow-origins'] as const;

/** Chromium demands it of root and of nobody else. */
const WITHOUT_SANDBOX = ['no-sandbox'] as const;

/** Never, whatever a policy says. */
const NEVER = [
  // Node's own debugger. The fuse says the same; this holds where a fuse was not set.
  'inspect',
  'debug-',
  'debug=',
  // Walls of Chromium.
  'disable-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-gpu-sandbox',
  'single-process',
  'in-process-gpu',
  'disable-web-security',
  'disable-site-isolation',
  'allow-running-insecure-content',
  'allow-file-access',
  'unsafely-',
  'ignore-certificate-errors',
  'allow-insecure-localhost',
  // Other programs in our place, or code in our processes.
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'load-extension',
  'js-flags',
  // Where tokens and customers' words would be written down.
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'trace-startup',
  'auto-open-devtools',
] as const;

/** White space and whatever else cannot be seen: more than Chromium takes away, which costs nobody anything. */
const AROUND = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

type Here = {
  /** Only a policy file that no ordinary user can write may say so. */
  readonly allowsRemoteDebugging: boolean;
  readonly isRoot: boolean;
  readonly platform: string;
};

/**
 * [DK1] The switches among a program's arguments that an installed app does not start with, by their names alone; empty
 * when it may start. They come by a shortcut somebody sent, by a link that a browser hands on, by another program of this
 * user. Each is known by its beginning, so that `inspect` stands for `inspect-brk` too. Chromium takes `-x` for `--x`, white
 * space around it away, and on Windows `/x` and any case. The first argument is the program.
 */
export function refusedSwitches(argv: readonly string[], here: Here): readonly string[] {
  const refused: readonly string[] = [
    ...NEVER,
    ...(here.allowsRemoteDebugging ? [] : REMOTE_DEBUGGING),
    ...(here.isRoot ? [] : WITHOUT_SANDBOX),
  ];
  const prefix = here.platform === 'win32' ? /^(?:--?|\/)/ : /^--?/;
  return argv.slice(1).flatMap((given) => {
    const argument = given.replace(AROUND, '');
    if (!prefix.test(argument)) return [];
    const name = argument.replace(prefix, '').toLowerCase();
    return refused.some((start) => name.startsWith(start)) ? [name.split('=', 1)[0] ?? name] : [];
  });
}
