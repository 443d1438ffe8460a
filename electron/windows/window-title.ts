/** The window's title; the count comes first, where a taskbar cuts last. */
export function windowTitle(count: number): string {
  return count === 0 ? 'Tsunagi' : `(${count > 999 ? '999+' : count}) Tsunagi`;
}
