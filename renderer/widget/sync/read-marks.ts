import type { Answer } from '#shared/wire/ack.ts';
import type { Store } from '../store.ts';
import { uuidV7 } from '../uuid-v7.ts';

/** How far the customer has read: known here at once, told to the hub soon, told again when it was not heard. */
export type ReadMarks = {
  /** What this browser remembers of a customer, from pages before. */
  readonly remembered: (customerId: string) => number;
  readonly mark: (customerId: string, seq: number) => void;
  /** The line is up again. */
  readonly flush: () => void;
};

type Parts = {
  readonly visits: Store;
  readonly command: (id: string, name: 'visitor:mark-read', input: { seq: number }) => Promise<Answer<unknown> | null>;
};

/** Scrolling past ten messages is one mark. */
const COLLECT_MS = 300;

export function createReadMarks({ visits, command }: Parts): ReadMarks {
  let wanted: { customerId: string; seq: number } | null = null;
  let toldSeq = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const remembered = (customerId: string): number => {
    const [whose, seq] = (visits.get('read') ?? '').split(' ');
    return whose === customerId ? Number(seq) || 0 : 0;
  };

  async function tell(): Promise<void> {
    const telling = wanted;
    if (telling === null || telling.seq <= toldSeq) return;
    const answer = await command(uuidV7(), 'visitor:mark-read', { seq: telling.seq });
    // Refused for good is as told: saying it again would not help.
    if (answer?.ok || answer?.error.retryable === false) toldSeq = Math.max(toldSeq, telling.seq);
    else if (answer !== null) soon(5000);
  }

  function soon(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), ms);
  }

  return {
    remembered,
    mark(customerId, seq) {
      if (wanted?.customerId !== customerId) toldSeq = 0;
      else if (seq <= wanted.seq) return;
      wanted = { customerId, seq };
      if (seq > remembered(customerId)) visits.set('read', `${customerId} ${seq}`);
      soon(COLLECT_MS);
    },
    flush: () => soon(COLLECT_MS),
  };
}
