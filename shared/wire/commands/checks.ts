/** Commands of this part; see the registry. */
export const checkCommands = [] as const;
