import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';

export const storeCommands = {} satisfies Partial<CommandHandlers>;

export const storeQueries = {} satisfies Partial<QueryHandlers>;
