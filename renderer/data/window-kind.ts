/** What a window of the desktop shows: the whole desk, or one conversation that was brought out of it. */
type WindowKind = 'desk' | 'conversation';

/**
 * The main process says it in the address. Only the desk keeps anything on the disk, tells the machine's sleep and shows
 * news; else two windows would do it twice.
 */
export const windowKind = (search: string = window.location.search): WindowKind =>
  new URLSearchParams(search).get('window') === 'conversation' ? 'conversation' : 'desk';
