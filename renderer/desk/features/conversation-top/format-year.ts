/** The year of an instant in a time zone. */
export const formatYear = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(new Date(at));
