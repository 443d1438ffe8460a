import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';

export const identityCommands = {} satisfies Partial<CommandHandlers>;

export const identityQueries = {} satisfies Partial<QueryHandlers>;
