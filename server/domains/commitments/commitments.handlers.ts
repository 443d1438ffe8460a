import type { CommandHandlers } from '#server/asking.ts';
import { makeCommitment, settleCommitment } from './commitments.service.ts';

export const commitmentHandlers = {
  'commitment:make': async (work, asking, input) => ({ commitment: await makeCommitment(work, asking, input) }),
  'commitment:settle': async (work, asking, input) => ({ commitment: await settleCommitment(work, asking, input) }),
} satisfies Pick<CommandHandlers, 'commitment:make' | 'commitment:settle'>;
