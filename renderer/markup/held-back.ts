/** What a picture that is not here leaves: its place, with its words in it. */
const BOX =
  'display: inline-block; max-width: 100%; border: 1px dashed #8b857a; padding: 2px 6px; font-size: 12px; overflow-wrap: anywhere';
/** Not wider or higher: a picture to count who reads. */
const PIXEL = 3;
const MOST_PX = 600;

/** Puts a box with the picture's words in place of each picture that has no source; of those that only count readers, nothing. */
export function boxMissingPictures(body: HTMLElement): void {
  for (const image of body.querySelectorAll('img:not([src])')) {
    const [width, height] = [sideOf(image, 'width'), sideOf(image, 'height')];
    if ((width ?? MOST_PX) <= PIXEL && (height ?? MOST_PX) <= PIXEL) {
      image.remove();
      continue;
    }
    const box = image.ownerDocument.createElement('span');
    const sides = [width !== null && `width: ${width}px`, height !== null && `min-height: ${height}px`];
    box.setAttribute('style', ['box-sizing: border-box', BOX, ...sides].filter(Boolean).join('; '));
    box.textContent = image.getAttribute('alt') ?? '';
    image.replaceWith(box);
  }
}

function sideOf(image: Element, name: 'width' | 'height'): number | null {
  const given = image.getAttribute(name) ?? '';
  // A share of something is no length.
  return /^\d+(?:px)?$/u.test(given) ? Math.min(Number.parseInt(given, 10), MOST_PX) : null;
}
