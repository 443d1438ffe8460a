/** Queries of this part; see the registry. */
export const checkQueries = [] as const;
