type Log = (fields: Record<string, unknown>, message: string) => void;

/** The part of the hub's logger that the database floor uses. */
export type DatabaseLogger = { readonly info: Log; readonly warn: Log; readonly error: Log };

const silent: Log = () => undefined;

/** For callers without a logger: tests, tools. */
export const silentLogger: DatabaseLogger = { info: silent, warn: silent, error: silent };
