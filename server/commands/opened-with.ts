import type { Asking } from '#server/asking.ts';
import { behindCommit } from '#server/db/together.ts';
import type { Deps } from '#server/deps.ts';
import { viewNow } from '#server/domains/audit/record-view.service.ts';
import { openingRecorded } from '#server/domains/audit/views.repository.ts';
import { looksAt, openCustomer, openedBy } from '#server/domains/customers/open-customer.service.ts';
import type { Work } from '#server/work.ts';
import { toError } from '#shared/lib/assert.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { mayDo } from '#shared/wire/policy.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

/** What is opened with an answer is as long as the desk's first page. */
const PAGE = 50;

type Accepted = CommandOutput<'handoff:accept'>;

/**
 * An accepted handoff's customer, opened with its answer where that was asked for: whoever accepts reads the thread next,
 * and is spared a request. It is no part of the receipt, and a reading that fails takes nothing back.
 */
export type OpenedWith = {
  /** Inside the work: the view is committed with it ([PR1]), and the reading leaves with its commit, behind it. */
  readonly prepare: (work: Work, data: unknown) => Promise<void>;
  /** The answer with the customer; without, when it can not be opened, and then the window opens it by itself. */
  readonly put: (answer: Answer<unknown>) => Promise<Answer<unknown>>;
};

/** Null where nothing is to be opened. */
export function openedWith(deps: Deps, asking: Asking, input: unknown): OpenedWith | null {
  const { open } = input as CommandParsed<'handoff:accept'>;
  if (open !== true || !mayDo(asking.actor, 'thread.read')) return null;
  let ahead: (() => Promise<QueryOutput<'customer.open'>>) | null = null;

  return {
    async prepare(work, data) {
      const opening = openingOf(data as Accepted);
      const view = viewNow(deps, asking, { customerId: opening.customerId, what: 'customer' });
      work.beforeCommit.push(() => ({ statement: openingRecorded(view), take: () => undefined }));
      const { read } = await behindCommit(work.tx, looksAt(asking, opening, work.at));
      ahead = async () => openedBy(deps, asking, opening, await read);
    },
    async put(answer) {
      if (!answer.ok) return answer;
      const data = answer.data as Accepted;
      try {
        // An answer given again was opened by nobody yet.
        const opened = await (ahead?.() ?? openCustomer(deps, asking, openingOf(data)));
        return { ok: true, data: { ...data, opened } };
      } catch (error) {
        deps.logger.warn({ reason: toError(error).message }, 'could not open a customer with an answer');
        return answer;
      }
    },
  };
}

const openingOf = ({ conversation }: Accepted) => ({
  customerId: conversation.customerId,
  conversationId: conversation.id,
  limit: PAGE,
});
