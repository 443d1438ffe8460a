import { Fragment, type ReactNode } from 'react';
import { desktop } from '#renderer/data/desktop.ts';

/** Ends where an address ends in running text: at room, at a bracket or at a Japanese mark. */
const LINK = /(?:https?:\/\/|mailto:|tel:)[^\s<>"'「」『』（）()【】、。，！？\u3000]+/giu;
const TAIL = /[.,;:!?]+$/u;

/** Plain text with its addresses made into links, which open outside of the desk. */
export function LinkedText({ text }: { readonly text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const url = found.replace(TAIL, '');
    parts.push(<Fragment key={from}>{text.slice(from, index)}</Fragment>, <Link key={`link ${index}`} url={url} />);
    from = index + url.length;
  }
  parts.push(<Fragment key={from}>{text.slice(from)}</Fragment>);
  return parts;
}

function Link({ url }: { readonly url: string }) {
  const look = 'inline break-all text-left text-accent underline underline-offset-2 hover:no-underline';
  if (desktop === null) {
    return (
      <a href={url} target="_blank" rel="noopener noreferrer" className={look}>
        {url}
      </a>
    );
  }
  const { openExternal } = desktop;
  return (
    <button type="button" className={look} onClick={() => void openExternal({ url })}>
      {url}
    </button>
  );
}
