import type { Counts, Now } from './load-client.ts';

/** What a process of clients is started with. */
export type LoadPlan = {
  readonly url: string;
  readonly seed: number;
  /** Where its history goes. */
  readonly file: string;
  readonly password: string;
  readonly agents: readonly { readonly login: string; readonly teamIds: readonly string[] }[];
  readonly auditors: readonly string[];
  readonly visitors: readonly string[];
  readonly agentPaceMs: number;
  readonly visitorPaceMs: number;
};

export type ToLoad =
  | { readonly do: 'begin'; readonly plan: LoadPlan }
  | { readonly do: 'talk' }
  | { readonly do: 'follow'; readonly customerIds: readonly string[] }
  | { readonly do: 'quiet' }
  | { readonly do: 'compare'; readonly now: Now }
  | { readonly do: 'finish' };

export type FromLoad =
  | { readonly is: 'ready' }
  | { readonly is: 'counted'; readonly counts: Counts }
  | { readonly is: 'quiet' }
  /** What the first few screens lack; empty when all are equal. */
  | { readonly is: 'compared'; readonly lacks: readonly string[] }
  | { readonly is: 'finished' };
