import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { CommandInput, CommandOutput } from '#shared/wire/commands.ts';

type ApprovalCommand =
  | 'approval:decide'
  | 'approval:withdraw'
  | 'approval:close'
  | 'approval-rule:save'
  | 'approval-rule:remove';

const HELD = ['approval.of', 'approval.list', 'approval.count'] as const;

/** One act at a time, with what the hub said when it refused; what is shown is read anew after each. */
export function useApprovalAct() {
  const send = useSendCommand();
  const cache = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<WireError | null>(null);
  async function act<N extends ApprovalCommand>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Answer<CommandOutput<N>> | null> {
    if (isBusy) return null;
    setIsBusy(true);
    const answer = await send(name, input);
    setIsBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (name.startsWith('approval-rule')) await cache.invalidateQueries({ queryKey: ['approval-rule.list'] });
    // Not waited for: who decided knows that it is decided before it has left their list.
    else for (const list of HELD) void cache.invalidateQueries({ queryKey: [list] });
    return answer;
  }
  return { act, isBusy, refusal, clear: () => setRefusal(null) };
}
