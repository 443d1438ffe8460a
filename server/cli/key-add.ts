import { z } from 'zod';
import { addApiKey } from '#server/auth/add-api-key.ts';
import type { ConfigOptions } from '#server/config.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { readArgument } from './read-argument.ts';
import { withData } from './with-data.ts';

type Options = ConfigOptions & CommonOptions & { readonly grant: readonly string[] };

const LONGEST_NAME = 80;
/** What a key may do beyond sending events: say that its contact points are verified ([ID2]), speak as a bot. */
const grantSchema = z.enum(['identity:assert', 'bot:talk']);

/** `tsunagi key add NAME`: prints the key this once. */
export async function runKeyAdd(output: Output, argument: string, options: Options): Promise<undefined> {
  const name = readArgument(
    'NAME',
    argument,
    z.string().trim().min(1).max(LONGEST_NAME),
    `1 to ${LONGEST_NAME} characters`,
  );
  const grants = options.grant.map((grant) =>
    readArgument('--grant', grant, grantSchema, grantSchema.options.join(', ')),
  );
  const { id, key } = await withData(options, async (data) => {
    await ensureWorkspace(data);
    return addApiKey(data, name, grants);
  });
  output.result({ id, name, key, grants }, `added key ${name}\n${key}`);
  return undefined;
}
