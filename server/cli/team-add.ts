import { z } from 'zod';
import type { ConfigOptions } from '#server/config.ts';
import { addTeam } from '#server/domains/people/add-people.service.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { readArgument } from './read-argument.ts';
import { withData } from './with-data.ts';

const LONGEST_NAME = 80;

/** `tsunagi team add NAME`. */
export async function runTeamAdd(
  output: Output,
  argument: string,
  options: ConfigOptions & CommonOptions,
): Promise<undefined> {
  const name = readArgument(
    'NAME',
    argument,
    z.string().trim().min(1).max(LONGEST_NAME),
    `1 to ${LONGEST_NAME} characters`,
  );
  const { id } = await withData(options, async (data) => {
    await ensureWorkspace(data);
    return addTeam(data, name);
  });
  output.result({ id, name }, `added team ${name}`);
  return undefined;
}
