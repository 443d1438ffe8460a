import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';

export const shopCommands = {} satisfies Partial<CommandHandlers>;

export const shopQueries = {} satisfies Partial<QueryHandlers>;
