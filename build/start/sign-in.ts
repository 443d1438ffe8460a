import type { HubReady } from './hub-process.ts';

/** What the desktop reads from its environment to sign in by itself (electron/config.ts). */
export type SignInEnv = { readonly TSUNAGI_SIGN_IN_CODE?: string; readonly TSUNAGI_SIGN_IN?: string };

/**
 * How the demo's agent N gets in without typing. The hub's codes last two minutes and work once, so they are for the
 * first window alone; later windows use the demo's passwords, which the terminal shows anyway.
 */
export function signInEnv(hub: HubReady, agent: number, isFirst: boolean): SignInEnv {
  const person = hub.demo?.agents[agent - 1];
  if (person === undefined) return {};
  if (isFirst && person.signInCode !== undefined) return { TSUNAGI_SIGN_IN_CODE: person.signInCode };
  return { TSUNAGI_SIGN_IN: `${person.login}:${person.password}` };
}
