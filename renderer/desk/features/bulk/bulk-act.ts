import type { CommandInput } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

export const ACTS = ['assign', 'resolve', 'tag', 'reply'] as const;
export type ActName = (typeof ACTS)[number];

/** What was chosen to be done to each. */
export type BulkAct = {
  readonly name: ActName;
  /** `agent ID` or `team ID`. */
  readonly to: string | null;
  readonly categoryId: string | null;
  readonly outcome: string | null;
  readonly tags: string;
  readonly text: string;
};

export const NO_ACT: BulkAct = { name: 'assign', to: null, categoryId: null, outcome: null, tags: '', text: '' };

export type PreviewRow = QueryOutput<'bulk.preview'>['rows'][number];

/** Tags as they were typed, with commas of either language between them. */
export const tagsOf = (text: string): string[] =>
  text
    .split(/[,、，]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/** Whether enough was said to look at what it would do. */
export function isComplete({ name, to, tags, text }: BulkAct): boolean {
  switch (name) {
    case 'assign':
      return to !== null;
    case 'tag':
      return tagsOf(tags).length > 0;
    case 'reply':
      return text.trim() !== '';
    case 'resolve':
      return true;
  }
}

type AnyCommand = {
  [N in 'conversation:assign' | 'conversation:resolve' | 'conversation:tag' | 'message:send']: {
    readonly name: N;
    readonly input: CommandInput<N>;
  };
}['conversation:assign' | 'conversation:resolve' | 'conversation:tag' | 'message:send'];

/** The command that does it to one, as it was previewed: what changed since is told by the hub. */
export function commandFor(act: BulkAct, { conversationId, epoch, seen }: PreviewRow): AnyCommand {
  switch (act.name) {
    case 'assign': {
      const [type, id = ''] = (act.to ?? '').split(' ');
      return {
        name: 'conversation:assign',
        input: { conversationId, epoch, to: { type: type === 'team' ? 'team' : 'agent', id } },
      };
    }
    case 'resolve':
      return {
        name: 'conversation:resolve',
        input: {
          conversationId,
          epoch,
          ...(act.categoryId === null ? {} : { categoryId: act.categoryId }),
          ...(act.outcome === null ? {} : { outcome: act.outcome }),
          ...(act.text.trim() === '' ? {} : { note: act.text.trim() }),
        },
      };
    case 'tag':
      return { name: 'conversation:tag', input: { conversationId, add: tagsOf(act.tags) } };
    case 'reply':
      return { name: 'message:send', input: { conversationId, epoch, text: act.text.trim(), seen } };
  }
}
