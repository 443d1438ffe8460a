/** Queries of this part; see the registry. */
export const identityQueries = [] as const;
