import type { Clock } from '#shared/lib/clock.ts';

/**
 * Commits arrivals in groups: while one group is being committed the next one gathers. Alone, an arrival waits for nobody; under load
 * up to `limit` of them share one commit. A further lane is taken when many wait, or when the group under way is held up: a
 * commit of their own for every one or two costs more than it wins. Each arrival is answered after its group's commit ([SY1]).
 */
export type GroupCommit<In, Out> = {
  /** Keeps a few inputs together and in order, answers in the same order; rejects when their group could not be kept. */
  readonly submit: (inputs: readonly In[]) => Promise<Out[]>;
};

type Arrival<In, Out> = {
  readonly inputs: readonly In[];
  readonly resolve: (outputs: Out[]) => void;
  readonly reject: (error: unknown) => void;
};

type Options<In, Out> = {
  /** Keeps a group, all or none, and answers in the same order. */
  readonly commit: (inputs: readonly In[]) => Promise<Out[]>;
  /** Most inputs in one group; a single arrival may be larger and then goes alone. */
  readonly limit: number;
  /** Groups under way at once. */
  readonly lanes: number;
  /** So many inputs are worth a further lane. */
  readonly many: number;
  /** Beyond this the newest group under way is held up: by somebody's lock, say. What arrives then does not wait for it. */
  readonly heldUpMs: number;
  readonly clock: Clock;
};

export function groupCommit<In, Out>(options: Options<In, Out>): GroupCommit<In, Out> {
  const { commit, limit, lanes, many, heldUpMs, clock } = options;
  const waiting: Arrival<In, Out>[] = [];
  let busy = 0;
  let newest = Number.NEGATIVE_INFINITY;

  async function run(group: readonly Arrival<In, Out>[]): Promise<void> {
    try {
      const outputs = await commit(group.flatMap((arrival) => arrival.inputs));
      let from = 0;
      for (const { inputs, resolve } of group) {
        resolve(outputs.slice(from, from + inputs.length));
        from += inputs.length;
      }
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      // One of them spoils it for all: each by itself, so that it spoils it for itself alone.
      else for (const arrival of group) await run([arrival]);
    }
  }

  function next(): void {
    while (busy < lanes && waiting.length > 0 && (busy === 0 || isWorthALane())) {
      const group = takeGroup();
      busy += 1;
      newest = clock.now().getTime();
      void run(group).finally(() => {
        busy -= 1;
        next();
      });
    }
  }

  function isWorthALane(): boolean {
    const inputs = waiting.reduce((sum, arrival) => sum + arrival.inputs.length, 0);
    return inputs >= many || clock.now().getTime() - newest > heldUpMs;
  }

  function takeGroup(): Arrival<In, Out>[] {
    const group: Arrival<In, Out>[] = [];
    let size = 0;
    for (let arrival = waiting[0]; arrival !== undefined; arrival = waiting[0]) {
      if (group.length > 0 && size + arrival.inputs.length > limit) break;
      group.push(arrival);
      size += arrival.inputs.length;
      waiting.shift();
    }
    return group;
  }

  return {
    submit: (inputs) =>
      new Promise((resolve, reject) => {
        waiting.push({ inputs, resolve, reject });
        next();
      }),
  };
}
