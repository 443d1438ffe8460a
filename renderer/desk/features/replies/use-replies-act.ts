import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { CommandInput } from '#shared/wire/commands.ts';

type RepliesCommand = 'reply:save' | 'reply:decide' | 'wording:save' | 'wording:remove';

/** One act at a time, the list read anew after it; with what the hub said when it refused. */
export function useRepliesAct() {
  const send = useSendCommand();
  const cache = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  async function act<N extends RepliesCommand>(name: N, input: CommandInput<N>): Promise<boolean> {
    if (isBusy) return false;
    setIsBusy(true);
    const answer = await send(name, input);
    setIsBusy(false);
    setError(answer.ok ? null : answer.error.message);
    await cache.invalidateQueries({ queryKey: [name.startsWith('reply') ? 'reply.list' : 'wording.list'] });
    return answer.ok;
  }
  return { act, isBusy, error };
}
