import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';

export const consentCommands = {} satisfies Partial<CommandHandlers>;

export const consentQueries = {} satisfies Partial<QueryHandlers>;
