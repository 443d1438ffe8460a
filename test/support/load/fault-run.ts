import type { Fault, History } from '#test/support/history/line.ts';
import type { Engine } from './cluster.ts';
import type { FaultCounts, FaultPlan } from './fault-plan.ts';

export type FaultRun = {
  readonly seed: number;
  readonly engine: Engine;
  readonly hubs: number;
  /** Of the hubs, besides the database. */
  readonly env?: Readonly<Record<string, string>>;
  readonly agents: number;
  readonly visitors: number;
  /** The run goes on until so many are acknowledged, or, when given, until the time is over. */
  readonly messages: number;
  readonly minutes?: number;
  readonly faults: FaultPlan;
  readonly onProgress?: (line: string) => void;
  /** Gets all that was written down, before it is judged. */
  readonly onHistory?: (history: History) => void;
};

export type FaultReport = {
  readonly messages: number;
  readonly handoffs: number;
  readonly faults: FaultCounts;
  readonly found: readonly Fault[];
  /** How much there was to find anything in. */
  readonly looked: {
    readonly clients: number;
    readonly commands: number;
    readonly events: number;
    readonly screens: number;
  };
  /** From the end of the last fault until every screen equals the hub; null when it never did. */
  readonly convergedMs: number | null;
  readonly lacks: readonly string[];
  readonly seconds: number;
  readonly logs: readonly string[];
};
