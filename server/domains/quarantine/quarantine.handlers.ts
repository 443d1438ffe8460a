import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';

export const quarantineCommands = {} satisfies Partial<CommandHandlers>;

export const quarantineQueries = {} satisfies Partial<QueryHandlers>;
