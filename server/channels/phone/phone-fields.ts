/** A line of "our numbers": E.164, then what it is called. */
export const isNumberLine = (line: string): boolean => /^\+[1-9]\d{6,14}(\s+\S.*)?$/.test(line.trim());
