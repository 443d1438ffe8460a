import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '#build/root.ts';
import type { DeskChildAct, DeskChildState } from './children/desk.ts';

export type KillableDesk = {
  /** Resolves when it is done; rejects when the desk was killed before that. */
  readonly tell: (act: Exclude<DeskChildAct, 'state'>, input: object) => Promise<unknown>;
  readonly state: () => Promise<DeskChildState>;
  /** Waits until its state is as wished. */
  readonly until: (
    what: string,
    check: (state: DeskChildState) => boolean,
    withinMs?: number,
  ) => Promise<DeskChildState>;
  /** `SIGKILL`: it gets to do nothing more. */
  readonly kill: () => Promise<void>;
};

type Options = {
  readonly url: string;
  /** Where it keeps things; given to the next one, that is the same desk started again. */
  readonly folder: string;
  readonly agent: { readonly id: string; readonly login: string; readonly name: string; readonly role: string };
  readonly token: string;
};

/** The desk's client, composer and store in a process of its own. */
export async function startKillableDesk({ url, folder, agent, token }: Options): Promise<KillableDesk> {
  const { id, login, name, role } = agent;
  const child: ChildProcess = fork(
    join(root, 'test/support/children/desk.ts'),
    [url, folder, JSON.stringify({ id, login, name, role }), token],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  let isGone = false;
  child.once('exit', () => {
    isGone = true;
    for (const { reject } of waiting.values()) reject(new Error('the desk is gone'));
    waiting.clear();
  });
  child.on('message', (message: { id?: number; result?: unknown }) => {
    if (message.id === undefined) return;
    waiting.get(message.id)?.resolve(message.result);
    waiting.delete(message.id);
  });
  async function kill(): Promise<void> {
    if (isGone) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  onTestFinished(kill);
  await once(child, 'message');

  const ask = (act: DeskChildAct, input: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (isGone) return reject(new Error('the desk is gone'));
      next += 1;
      const number = next;
      waiting.set(number, { resolve, reject });
      child.send({ id: number, act, input }, (error) => error && reject(error));
    });
  const state = async (): Promise<DeskChildState> => (await ask('state', {})) as DeskChildState;
  return {
    tell: ask,
    state,
    kill,
    async until(what, check, withinMs = 60_000) {
      const deadline = performance.now() + withinMs;
      for (;;) {
        const now = await state();
        if (check(now)) return now;
        if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}: ${JSON.stringify(now)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
