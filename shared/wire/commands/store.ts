/** Commands of this part; see the registry. */
export const storeCommands = [] as const;
