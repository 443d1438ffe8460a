import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';

type Pair = { readonly customerId: string; readonly otherId: string };
type Decide = {
  readonly busy: boolean;
  readonly say: (decision: 'household' | 'not_same', pair: Pair) => Promise<boolean>;
};

/** Says that two are one household, or not the same; a refusal is told. */
export function useDecide(): Decide {
  const { t } = useTranslation('identity');
  const send = useSendCommand();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async say(decision, pair) {
      setBusy(true);
      const answer = await send('identity:decide', { ...pair, decision });
      setBusy(false);
      showToast(answer.ok ? { title: t(`decided.${decision}`) } : { title: answer.error.message, tone: 'bad' });
      return answer.ok;
    },
  };
}
