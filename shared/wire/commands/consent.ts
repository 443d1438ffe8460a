/** Commands of this part; see the registry. */
export const consentCommands = [] as const;
