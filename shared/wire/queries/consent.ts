/** Queries of this part; see the registry. */
export const consentQueries = [] as const;
