import { z } from 'zod';
import { wireRow } from '../registry.ts';

const id = z.object({ id: z.uuid() });

/** Commands of this part; see the registry. */
export const quarantineCommands = [
  wireRow({
    name: 'quarantine:release',
    action: 'quarantine.decide',
    summary:
      'Take in what is in quarantine, by reading it once more; what can still not be read comes back with its reason.',
    input: id,
    output: z.object({ state: z.literal('released') }),
  }),
  wireRow({
    name: 'quarantine:discard',
    action: 'quarantine.decide',
    summary: 'Decide that what is in quarantine is not taken in. It stays on record.',
    input: id,
    output: z.object({ state: z.literal('discarded') }),
  }),
] as const;
