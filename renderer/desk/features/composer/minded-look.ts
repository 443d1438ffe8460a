import { classNames } from '#renderer/ui/class-names.ts';
import type { WordingLevel } from '#shared/domain/wording/wording-rule.ts';

const COLOUR = { warn: 'decoration-warn', block: 'decoration-bad' } as const;

/** How words look that a wording rule minds, wherever one writes. */
export const mindedLook = (level: WordingLevel): string =>
  classNames('underline decoration-2 decoration-dotted underline-offset-4', COLOUR[level]);
