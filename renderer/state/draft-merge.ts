import { z } from 'zod';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { type MessageFormat, messageFormatSchema } from '#shared/domain/sending.ts';

/** A draft as this machine keeps it ([CV4]): the words, and what is known of the hub's copy. */
export const keptDraftSchema = z.object({
  conversationId: z.uuid(),
  mode: z.enum(['reply', 'note']),
  text: z.string(),
  attachments: z.array(attachmentSchema),
  format: messageFormatSchema,
  revision: z.int().nonnegative(),
  /** The hub holds these words as this revision, or they were written on top of it. */
  base: z.int().nonnegative(),
  /** The hub does not have these words yet, as far as is known. */
  dirty: z.boolean(),
  /** The text last given to the hub, answered or not: coming back from there it is nobody else's. */
  given: z.string().nullable(),
});
export type KeptDraft = z.infer<typeof keptDraftSchema>;

type Words = Pick<KeptDraft, 'text' | 'attachments' | 'format'>;

/** The hub's copy; null when it holds no words. */
export type HubDraft = {
  readonly text: string;
  readonly attachments?: KeptDraft['attachments'] | undefined;
  readonly format?: MessageFormat | undefined;
  readonly revision: number;
};

export type MergedDraft = Words & { readonly revision: number; readonly base: number; readonly dirty: boolean };

type Here = Words & Pick<KeptDraft, 'revision' | 'base' | 'dirty' | 'given'>;

/**
 * What a draft is, of what was written here and what the hub holds. Words that only one side has are never lost: where
 * both were written on, one text is followed by the other.
 */
export function mergeDrafts(here: Here, hub: HubDraft | null): MergedDraft {
  const own = { text: here.text, attachments: here.attachments, format: here.format };
  if (hub === null) return here.dirty ? { ...own, ...places(here, here.base, true) } : emptied(here);
  const theirs = { text: hub.text, attachments: hub.attachments ?? [], format: hub.format ?? {} };
  const revision = Math.max(here.revision, hub.revision);
  if (!here.dirty) {
    return hub.revision >= here.revision
      ? { ...theirs, ...places(here, hub.revision, false), revision }
      : { ...own, ...places(here, here.base, false) };
  }
  const isKnown = hub.revision <= here.base || hub.text === here.given;
  if (isKnown || hub.text === here.text) return { ...own, revision, base: hub.revision, dirty: true };
  return { ...joined(own, theirs), revision, base: hub.revision, dirty: true };
}

const places = ({ revision }: Here, base: number, dirty: boolean) => ({ revision, base, dirty });

/** Nothing unsaved here and nothing there: it was sent or emptied elsewhere. */
const emptied = ({ revision }: Here): MergedDraft => ({
  text: '',
  attachments: [],
  format: {},
  revision,
  base: revision,
  dirty: false,
});

function joined(own: Words, theirs: Words): Words {
  const known = new Set(theirs.attachments.map(({ blobId }) => blobId));
  const attachments = [...theirs.attachments, ...own.attachments.filter(({ blobId }) => !known.has(blobId))];
  if (own.text.includes(theirs.text))
    return { text: own.text, attachments, format: { ...theirs.format, ...own.format } };
  if (theirs.text.includes(own.text))
    return { text: theirs.text, attachments, format: { ...own.format, ...theirs.format } };
  // Formatting of two texts can not be joined; the words are.
  const { html: _html, ...format } = { ...theirs.format, ...own.format };
  return { text: `${theirs.text}\n${own.text}`, attachments, format };
}
