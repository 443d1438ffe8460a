import { parseArgs } from 'node:util';

export type StartOptions = {
  /** Which of the demo's agents the window belongs to, from 1; null: the first that has no window yet. */
  readonly agent: number | null;
  readonly demo: boolean;
  /** Serve the browser version even if a window could be opened. */
  readonly browser: boolean;
  readonly json: boolean;
  readonly help: boolean;
};

export const USAGE = `npm start [-- OPTIONS]   the desktop, signed in, on a small living demo shop

  --agent N    open the window as the demo's agent N (a second "npm start" takes the next one by itself)
  --no-demo    an empty hub of your own, without demo data
  --browser    no window: serve the same desktop to a browser
  --json       one JSON line when everything is up, in place of the summary
  --help       this`;

/** @throws with a sentence about the argument that is not understood */
export function parseStartOptions(argv: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      agent: { type: 'string' },
      'no-demo': { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.agent !== undefined && !/^[1-9]\d?$/.test(values.agent)) {
    throw new Error(`--agent is "${values.agent}", expected a number from 1`);
  }
  return {
    agent: values.agent === undefined ? null : Number(values.agent),
    demo: !values['no-demo'],
    browser: values.browser,
    json: values.json,
    help: values.help,
  };
}
