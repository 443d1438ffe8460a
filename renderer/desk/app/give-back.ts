import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';

/** An answer that did not go out, with everything beside its words. */
export type GivenBack = {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly format: MessageFormat;
};

type Taker = (given: GivenBack) => Promise<void>;
const takers = new Map<string, Taker>();

/** The composer of a conversation takes answers back into its draft, until the returned function is called. */
export function onGiveBack(conversationId: string, take: Taker): () => void {
  takers.set(conversationId, take);
  return () => {
    if (takers.get(conversationId) === take) takers.delete(conversationId);
  };
}

/** Gives an answer back to the draft of its conversation. Resolves to whether it is kept there now. */
export async function giveBackToDraft(conversationId: string, given: GivenBack): Promise<boolean> {
  const take = takers.get(conversationId);
  if (take === undefined) return false;
  await take(given);
  return true;
}
