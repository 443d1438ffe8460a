/** Queries of this part; see the registry. */
export const shopQueries = [] as const;
