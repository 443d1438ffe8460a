/** The paper of everything that opens above the page. */
export const POPUP = 'rounded-r border border-line-strong bg-raised text-ink shadow-float outline-none';
