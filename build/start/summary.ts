import type { DemoAgent, HubReady } from './hub-process.ts';

type Facts = {
  readonly hub: HubReady;
  /** The agent whose window is open, from 1; null when there is no window. */
  readonly agent: number | null;
  /** Why there is no window. */
  readonly noWindow: string | null;
  readonly electron: string | null;
  readonly notes: readonly string[];
  readonly dataFolder: string;
  readonly logFolder: string;
};

/** What was started, where, and what to do next, for the terminal. */
export function startSummary(facts: Facts): string {
  const { hub, agent, noWindow, demo } = { ...facts, demo: facts.hub.demo };
  const mine = agent === null ? undefined : demo?.agents[agent - 1];
  const rows: [string, string][] = [
    agent === null
      ? ['Desktop', `${hub.url}   (open it in a browser: ${noWindow ?? 'asked for'})`]
      : ['Desktop', `open${mine === undefined ? '' : ` for ${who(mine)}`}   (${facts.electron ?? 'Electron'})`],
    ['Hub', `${hub.url}   API: ${hub.url}/api/v1/openapi.json`],
    ['Data', facts.dataFolder],
    ['Logs', facts.logFolder],
  ];
  if (demo !== undefined) rows.push(["Customer's side", `${demo.shopUrl}   (the shop, with the chat in its corner)`]);
  const lines = ['', 'Tsunagi is running.', '', ...rows.map(([name, value]) => `  ${name.padEnd(17)}${value}`)];
  if (demo !== undefined) lines.push('', ...people(demo.agents, agent));
  else lines.push('', '  There are no people yet. Add yourself:  npx tsunagi agent add --help');
  for (const note of facts.notes) lines.push('', `  Note: ${note}`);
  const stop = agent === null ? 'Ctrl+C' : 'close the window or press Ctrl+C';
  lines.push(
    '',
    `  To stop: ${stop}.${demo === undefined ? '' : '  A second desk: "npm start" once more in another terminal.'}`,
    '',
  );
  return lines.join('\n');
}

function people(agents: readonly DemoAgent[], open: number | null): string[] {
  const lines = ['  People of the demo (login / password):'];
  for (const [index, agent] of agents.entries()) {
    const label = `${agent.role ?? 'agent'}${index + 1 === open ? ', this window' : ''}`;
    lines.push(
      `    ${String(index + 1).padStart(2)}  ${agent.login} / ${agent.password}   ${agent.name ?? ''} (${label})`,
    );
  }
  return lines;
}

function who(agent: DemoAgent): string {
  return agent.name === undefined ? agent.login : `${agent.name} (${agent.login})`;
}
