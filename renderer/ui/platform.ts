/** True on macOS, where chords are written and given with ⌘ instead of Ctrl. */
export const isApple = (platform: string = navigator.platform): boolean => /^(Mac|iP)/.test(platform);
