import { answerChannel, type Channel } from './channels.ts';

/** So long a delayed answer can be taken back. */
export const SEND_DELAY_MS = 15_000;

type Choices = {
  /** The agent's own; absent, as the team has it. */
  readonly own: 'team' | 'always' | 'never' | undefined;
  /** The channels on which the conversation's team delays. */
  readonly team: readonly Channel[];
};

/** How long an answer in a conversation on this channel waits before it leaves, milliseconds. */
export function sendDelayMs(channel: Channel, { own = 'team', team }: Choices): number {
  if (own === 'never') return 0;
  return own === 'always' || team.includes(answerChannel(channel)) ? SEND_DELAY_MS : 0;
}
