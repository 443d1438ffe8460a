import type { Connection } from '#renderer/data/sync/connection.ts';
import { type KeptDraft, keptDraftSchema, mergeDrafts } from '#renderer/state/draft-merge.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { LocalStore } from './local-store.ts';
import type { Drafts } from './local-types.ts';

/** The drafts, with what only the client itself does with them. */
export type DraftShelf = Drafts & {
  /** Brings what nobody holds to the hub, once the window has caught up. */
  readonly load: () => void;
  readonly forget: () => void;
};

type Parts = {
  readonly local: LocalStore;
  readonly connection: Pick<Connection, 'view'>;
  readonly ask: (conversationId: string) => Promise<QueryOutput<'drafts.list'>>;
  readonly save: (input: CommandInput<'draft:save'>) => Promise<Answer<CommandOutput<'draft:save'>>>;
};

const keyOf = ({ conversationId, mode }: Pick<KeptDraft, 'conversationId' | 'mode'>): string =>
  `${conversationId}.${mode}`;
const isEmpty = ({ text, attachments, format }: KeptDraft): boolean =>
  text === '' && attachments.length === 0 && Object.keys(format).length === 0;

export function createDraftShelf({ local, connection, ask, save }: Parts): DraftShelf {
  const held = new Set<string>();
  let bringing = false;
  let turn = 0;

  const keep = async (draft: KeptDraft): Promise<void> => {
    if (!draft.dirty && isEmpty(draft)) await local.remove('draft', keyOf(draft));
    else await local.put('draft', keyOf(draft), draft);
  };

  const isHere = (): boolean => connection.view.getState().state === 'connected';

  /** One after the other; what fails is tried at the next line. */
  async function bringAll(): Promise<void> {
    if (bringing) return;
    bringing = true;
    const mine = turn;
    try {
      for (const draft of (await local.list('draft', keptDraftSchema)) ?? []) {
        if (mine !== turn || !isHere()) return;
        if (draft.dirty && !held.has(draft.conversationId)) await bring(draft).catch(() => undefined);
      }
    } finally {
      bringing = false;
    }
  }

  async function bring(draft: KeptDraft): Promise<void> {
    const { conversationId, mode } = draft;
    const { drafts } = await ask(conversationId);
    const merged = mergeDrafts(draft, drafts.find((one) => one.mode === mode) ?? null);
    const { text, attachments, format } = merged;
    const revision = merged.revision + 1;
    const before: KeptDraft = { ...draft, ...merged, revision, given: text };
    // Opened meanwhile: the composer has it from here on.
    if (held.has(conversationId)) return;
    await keep(before);
    const answer = await save({ conversationId, mode, text, attachments: [...attachments], format, revision });
    if (!answer.ok || answer.data.revision !== revision || held.has(conversationId)) return;
    await keep({ ...before, base: revision, dirty: false });
  }

  connection.view.subscribe((view, before) => {
    if (view.state === 'connected' && before.state !== 'connected') void bringAll();
  });

  return {
    async of(conversationId) {
      const modes = ['reply', 'note'] as const;
      const found = await Promise.all(
        modes.map((mode) => local.get('draft', keyOf({ conversationId, mode }), keptDraftSchema)),
      );
      return found.filter((draft) => draft !== null);
    },
    keep,
    hold: (conversationId) => void held.add(conversationId),
    load: () => {
      if (isHere()) void bringAll();
    },
    forget() {
      turn += 1;
      held.clear();
    },
  };
}
