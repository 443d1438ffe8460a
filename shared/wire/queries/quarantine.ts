/** Queries of this part; see the registry. */
export const quarantineQueries = [] as const;
