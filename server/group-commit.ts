/**
 * Commits arrivals in groups: while one group is being committed the next one gathers. It goes when that is done, or beside
 * it, in a lane of its own, once enough have come or one has waited for a while. Alone, an arrival waits for nobody; under
 * load up to `limit` of them share one commit. Each arrival is answered after its group's commit ([SY1]).
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
  /** Arrivals for which a group goes beside another: a group costs much, and one more arrival in it little. */
  readonly worthALane: number;
  /** Fewer go beside it after this many milliseconds. */
  readonly patienceMs: number;
};

export function groupCommit<In, Out>(options: Options<In, Out>): GroupCommit<In, Out> {
  const { commit, limit, lanes, worthALane, patienceMs } = options;
  const waiting: Arrival<In, Out>[] = [];
  let busy = 0;
  let patience: NodeJS.Timeout | null = null;

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

  function next(enough = worthALane): void {
    while (busy < lanes && waiting.length >= (busy === 0 ? 1 : enough)) {
      const group = takeGroup();
      busy += 1;
      void run(group).finally(() => {
        busy -= 1;
        next();
      });
    }
    if (waiting.length > 0) patience ??= setTimeout(loseIt, patienceMs);
    else stopWaiting();
  }

  function stopWaiting(): void {
    if (patience !== null) clearTimeout(patience);
    patience = null;
  }

  function loseIt(): void {
    patience = null;
    next(1);
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
