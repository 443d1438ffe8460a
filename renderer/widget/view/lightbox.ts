import type { Photos } from '../photos.ts';
import { say, type Words } from '../words.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { picture } from './photo-tile.ts';

/** One photo over everything, until Escape, a click beside it or the button. */
export type Lightbox = { readonly isOpen: () => boolean; readonly close: () => void };

type Parts = {
  readonly root: ShadowRoot;
  readonly surface: HTMLElement;
  readonly photos: Photos;
  readonly words: () => Words;
};

export function createLightbox({
  root,
  surface,
  photos,
  words,
}: Parts): Lightbox & { readonly open: (blobId: string, name: string) => void } {
  let box: HTMLElement | null = null;
  let back: HTMLElement | null = null;

  function close(): void {
    if (box === null) return;
    box.remove();
    box = null;
    back?.focus();
  }

  return {
    isOpen: () => box !== null,
    close,
    open(blobId, name) {
      const photo = photos.of(blobId);
      if (photo.state !== 'here') return;
      back = root.activeElement instanceof HTMLElement ? root.activeElement : null;
      const shut = el(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': words().closePhoto },
        icon('close'),
      );
      const label = say(words(), 'photo', { name });
      box = el(
        'div',
        { class: 'lightbox', role: 'dialog', 'aria-modal': 'true', 'aria-label': label },
        picture(photo.url, photo.blob),
        shut,
      );
      box.addEventListener('click', (event) => {
        if (!(event.target instanceof Element && event.target.closest('img,canvas'))) close();
      });
      box.addEventListener('keydown', (event) => {
        if (event.key === 'Tab') event.preventDefault(); // one thing to press, so focus stays on it
      });
      surface.append(box);
      shut.focus();
    },
  };
}
