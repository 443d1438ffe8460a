import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useDial } from '#renderer/data/hooks/use-dial.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { AttemptOutcome, Callback } from '#shared/domain/callback.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { tomorrowAt } from './tomorrow.ts';

const HOUR_MS = 3_600_000;
const MORNING = 10;

export type CallbackActs = {
  readonly busy: 'claim' | 'dial' | 'attempt' | 'other' | null;
  /** Why the last act was not done. */
  readonly refusal: string | null;
  readonly claim: (row: Callback) => Promise<void>;
  readonly dial: (row: Callback) => Promise<void>;
  readonly attempt: (row: Callback, outcome: AttemptOutcome, note: string) => Promise<boolean>;
  readonly later: (row: Callback, until: 'hour' | 'tomorrow') => Promise<void>;
  readonly giveBack: (row: Callback) => Promise<void>;
  readonly close: (row: Callback, as: 'not_needed' | 'given_up') => Promise<void>;
};

type Learn = { readonly learn: (callback: Callback) => void; readonly again: () => void };

/** What can be done with a callback; each answer is shown at once, a refusal where the act was. */
export function useCallbackActs({ learn, again }: Learn): CallbackActs {
  const { t } = useTranslation('callbacks');
  const send = useSendCommand();
  const dial = useDial();
  const { timeZone } = useFormatContext();
  const [busy, setBusy] = useState<CallbackActs['busy']>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const act = async (
    what: NonNullable<CallbackActs['busy']>,
    ask: () => Promise<Answer<{ callback: Callback } | object>>,
    done?: string,
  ): Promise<boolean> => {
    setBusy(what);
    setRefusal(null);
    const answer = await ask();
    setBusy(null);
    if (!answer.ok) {
      setRefusal(t('refused', { reason: answer.error.message }));
      again();
      return false;
    }
    if ('callback' in answer.data) learn(answer.data.callback);
    if (done !== undefined) showToast({ title: done });
    again();
    return true;
  };
  return {
    busy,
    refusal,
    claim: async ({ id }) => void (await act('claim', () => send('callback:claim', { callbackId: id }))),
    dial: async ({ id }) => void (await act('dial', () => dial({ to: { callbackId: id } }))),
    attempt: ({ id }, outcome, note) =>
      act(
        'attempt',
        () => send('callback:attempt', { callbackId: id, outcome, ...(note.trim() === '' ? {} : { note }) }),
        t('saved'),
      ),
    later: async ({ id }, until) => {
      const now = new Date();
      const dueAt = until === 'hour' ? new Date(now.getTime() + HOUR_MS) : tomorrowAt(MORNING, now, timeZone);
      await act('other', () => send('callback:move', { callbackId: id, dueAt: dueAt.toISOString() }), t('moved'));
    },
    giveBack: async ({ id }) =>
      void (await act('other', () => send('callback:move', { callbackId: id, agentId: null }), t('moved'))),
    close: async ({ id }, as) =>
      void (await act('other', () => send('callback:close', { callbackId: id, as }), t('closedToast'))),
  };
}
