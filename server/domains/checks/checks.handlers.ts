import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';

export const checkCommands = {} satisfies Partial<CommandHandlers>;

export const checkQueries = {} satisfies Partial<QueryHandlers>;
