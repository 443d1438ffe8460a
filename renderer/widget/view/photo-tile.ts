import type { Attachment } from '#shared/domain/item-data.ts';
import type { Photos } from '../photos.ts';
import { say, type Words } from '../words.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';

type Parts = {
  readonly photos: Photos;
  readonly words: Words;
  readonly open: (blobId: string, name: string) => void;
};

const MOST_WIDTH = 220;
const MOST_HEIGHT = 260;

/** A photo in the thread; its room is kept while it loads, so that nothing moves. Other files show their name. */
export function photoTile(file: Attachment, { photos, words, open }: Parts): HTMLElement {
  if (!file.mime.startsWith('image/')) return el('div', { class: 'bubble file' }, icon('photo'), file.name);
  const photo = photos.of(file.blobId);
  const frame = el('button', {
    type: 'button',
    class: 'photo',
    'aria-label': say(words, 'openPhoto', { name: file.name }),
  });
  const { width, height } = tileSize(file.width ?? 4, file.height ?? 3);
  frame.style.width = `${width}px`;
  frame.style.aspectRatio = `${width} / ${height}`;
  if (photo.state === 'here') {
    frame.append(picture(photo.url, photo.blob));
    frame.addEventListener('click', () => open(file.blobId, file.name));
  } else if (photo.state === 'lost') {
    frame.classList.add('lost');
    frame.setAttribute('aria-label', `${say(words, 'photo', { name: file.name })} ${words.photoLost} ${words.retry}`);
    frame.append(icon('retry'), el('span', {}, words.photoLost));
    frame.addEventListener('click', () => photos.again(file.blobId));
  } else {
    frame.setAttribute('aria-label', `${say(words, 'photo', { name: file.name })} ${words.loading}`);
  }
  return frame;
}

/** As large as fits, and never too thin to press. */
export function tileSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(MOST_WIDTH / width, MOST_HEIGHT / height);
  return { width: Math.max(64, Math.round(width * scale)), height: Math.max(64, Math.round(height * scale)) };
}

/**
 * The picture as an image; drawn on a canvas where the shop's page forbids images from memory (`img-src` without `blob:`).
 */
export function picture(url: string, blob: Blob): HTMLElement {
  const box = el('span', { class: 'picture' });
  const image = el('img', { src: url, alt: '', draggable: 'false' });
  image.addEventListener('error', () => void drawInstead(image, blob), { once: true });
  box.append(image);
  return box;
}

async function drawInstead(image: HTMLImageElement, blob: Blob): Promise<void> {
  try {
    const bitmap = await createImageBitmap(blob);
    const canvas = el('canvas', { width: String(bitmap.width), height: String(bitmap.height) });
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    image.replaceWith(canvas);
  } catch {
    image.remove(); // not a picture after all; its name is still read out
  }
}
