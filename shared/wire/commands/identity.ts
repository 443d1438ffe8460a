/** Commands of this part; see the registry. */
export const identityCommands = [] as const;
