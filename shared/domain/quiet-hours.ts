/** Hours in which nothing makes a sound: times of day as `HH:MM`. */
export type QuietSpan = { readonly on: boolean; readonly from: string; readonly until: string };

/**
 * Whether a minute of the day (0 is midnight) lies in quiet hours: from `from` on, up to and without `until`. A span that
 * does not end later on the same day goes over midnight; one that begins when it ends is the whole day.
 */
export function isQuietAt(minute: number, { on, from, until }: QuietSpan): boolean {
  if (!on) return false;
  const start = minuteOf(from);
  const end = minuteOf(until);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** `07:30` in minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
