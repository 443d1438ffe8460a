import type { CommandHandlers } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import { COMMANDS, type CommandName, VISITOR_COMMANDS } from '#shared/wire/commands.ts';

/** What the domains answer to, joined. */
const parts = {
} satisfies Partial<CommandHandlers>;

type Missing = Exclude<CommandName, keyof typeof parts>;

const refuse = async (): Promise<never> => {
  throw new AppError('unavailable');
};

const names: CommandName[] = [...COMMANDS, ...VISITOR_COMMANDS].map(({ name }) => name);
const missing = names.filter((name): name is Missing => !Object.hasOwn(parts, name));

/** Every command of the registries with what carries it out. */
export const commandHandlers: CommandHandlers = {
  ...(Object.fromEntries(missing.map((name) => [name, refuse])) as unknown as Pick<CommandHandlers, Missing>),
  ...parts,
};
