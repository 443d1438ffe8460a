/** Queries of this part; see the registry. */
export const storeQueries = [] as const;
