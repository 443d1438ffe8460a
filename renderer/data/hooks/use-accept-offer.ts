import { useCallback } from 'react';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** So long may the answer stay behind the push: it brings the thread along, which need not be asked for then. */
const BEHIND_MS = 500;

export type Accepted = { readonly ok: true } | { readonly ok: false; readonly error: WireError };

/**
 * Accepts an offer, and says what became of it as soon as this window knows: by the answer, or by what its topics tell of
 * the handoff, for under load an answer that brings a thread can be seconds behind them. An offer that is this agent’s by
 * then was accepted, whatever a second press was answered.
 */
export function useAcceptOffer(): (handoffId: string) => Promise<Accepted> {
  const { send, entities, session } = useDeskClient();
  return useCallback(
    (handoffId) => {
      const me = session.view.getState().agent?.id;
      const isMine = (): boolean => isTakenBy(entities.getState().handoffs.get(handoffId), me);
      return new Promise((settle) => {
        let waiting: ReturnType<typeof setTimeout> | undefined;
        const stop = entities.subscribe(() => {
          if (waiting === undefined && isMine()) waiting = setTimeout(() => done({ ok: true }), BEHIND_MS);
        });
        function done(outcome: Accepted): void {
          stop();
          clearTimeout(waiting);
          settle(outcome);
        }
        void send('handoff:accept', { handoffId }).then((answer) =>
          done(answer.ok || isMine() ? { ok: true } : { ok: false, error: answer.error }),
        );
      });
    },
    [send, entities, session],
  );
}

const isTakenBy = (handoff: Handoff | undefined, agentId: string | undefined): boolean =>
  (handoff?.state === 'accepted' || handoff?.state === 'completed') && handoff.acceptedBy?.id === agentId;
