/** Commands of this part; see the registry. */
export const quarantineCommands = [] as const;
