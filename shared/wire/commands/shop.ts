/** Commands of this part; see the registry. */
export const shopCommands = [] as const;
