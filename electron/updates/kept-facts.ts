import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#electron/storage/atomic-file.ts';
import { NO_FLOOR, type UpdateFloor } from '#shared/domain/decide-update.ts';
import { UPDATE_CHANNELS } from '#shared/domain/update-manifest.ts';
import { VERSION_PATTERN } from '#shared/domain/update-version.ts';

const factsSchema = z.strictObject({
  installationId: z.uuidv4(),
  floor: z.strictObject({
    serials: z.partialRecord(z.enum(UPDATE_CHANNELS), z.int().min(0)),
    offered: z
      .strictObject({ version: z.string().regex(VERSION_PATTERN), sha512: z.string().regex(/^[0-9a-f]{128}$/) })
      .nullable(),
  }),
});

/** What this installation remembers of updates. */
export type KeptFacts = z.infer<typeof factsSchema>;

/** The facts cannot be read, so that nothing can be told to be newer than what has been seen. */
export class FactsUnreadable extends Error {}

/** Drawn at the first reading, and the same for ever. */
export async function readFacts(folder: string): Promise<KeptFacts> {
  const path = join(folder, 'facts.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown: unknown) {
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!isMissing) throw new FactsUnreadable('facts.json cannot be read', { cause: thrown });
    const first = { installationId: randomUUID(), floor: NO_FLOOR };
    await writeFacts(folder, first);
    return factsSchema.parse(first);
  }
  try {
    return factsSchema.parse(JSON.parse(text));
  } catch (thrown: unknown) {
    throw new FactsUnreadable('facts.json is not what was written', { cause: thrown });
  }
}

/** On disk when it resolves: only then may what it allows be acted on. */
export async function writeFacts(
  folder: string,
  facts: { readonly installationId: string; readonly floor: UpdateFloor },
): Promise<void> {
  await writeFileAtomically(join(folder, 'facts.json'), `${JSON.stringify(facts)}\n`);
}
