import type { Attachment } from '#shared/domain/item-data.ts';
import type { Chat } from '../chat.ts';
import { PHOTO_TYPES, shrink } from '../shrink.ts';
import { say, type Words } from '../words.ts';
import { arrange, el } from './dom.ts';
import { icon } from './icons.ts';

/** Photos that will go along with the next words: each made smaller, sent ahead, and shown with how far it is. */
export type PhotoTray = {
  readonly node: HTMLElement;
  readonly choose: (files: Iterable<File>) => void;
  readonly isEmpty: () => boolean;
  /** Null while one of them is not with the hub yet. */
  readonly ready: () => Attachment[] | null;
  readonly clear: () => void;
};

type Chosen = {
  readonly name: string;
  part: number;
  sent: Attachment | null;
  failed: boolean;
  readonly node: HTMLElement;
};

type Parts = {
  readonly upload: Chat['upload'];
  readonly words: () => Words;
  readonly complain: (text: string) => void;
  readonly changed: () => void;
  /** One was taken out: the focus has to go somewhere. */
  readonly removed: () => void;
};

const MOST_PHOTOS = 5;

export function createPhotoTray({ upload: send, words, complain, changed, removed }: Parts): PhotoTray {
  const node = el('div', { class: 'tray' });
  let chosen: Chosen[] = [];

  function become(next: Chosen[]): void {
    chosen = next;
    arrange(
      node,
      chosen.map((photo) => photo.node),
    );
    changed();
  }

  async function take(file: File): Promise<void> {
    const photo: Chosen = { name: file.name, part: 0, sent: null, failed: false, node: el('div', { class: 'chosen' }) };
    draw(photo);
    become([...chosen, photo]);
    await upload(photo, await shrink(file));
  }

  async function upload(photo: Chosen, file: File): Promise<void> {
    photo.failed = false;
    draw(photo);
    const answer = await send(file, (part) => {
      photo.part = part;
      draw(photo);
    });
    if (answer.ok) photo.sent = answer.data;
    else {
      photo.failed = true;
      if (!answer.error.retryable) complain(answer.error.message);
    }
    draw(photo, () => void upload(photo, file));
    changed();
  }

  function draw(photo: Chosen, again?: () => void): void {
    const { name } = photo;
    const remove = el(
      'button',
      { type: 'button', class: 'icon-button small', 'aria-label': say(words(), 'removePhoto', { name }) },
      icon('close'),
    );
    remove.addEventListener('click', () => {
      become(chosen.filter((other) => other !== photo));
      removed();
    });
    const label = el('span', { class: 'name' }, photo.failed ? say(words(), 'uploadFailed', { name }) : name);
    photo.node.classList.toggle('lost', photo.failed);
    photo.node.replaceChildren(label, ...stateOf(photo, again), remove);
  }

  function stateOf(photo: Chosen, again?: () => void): HTMLElement[] {
    if (photo.failed) {
      const retry = el('button', { type: 'button', class: 'text-button' }, words().retry);
      retry.addEventListener('click', () => again?.());
      return [retry];
    }
    return photo.sent === null ? [progress(photo, words())] : [];
  }

  return {
    node,
    choose(files) {
      complain('');
      for (const file of files) {
        if (!PHOTO_TYPES.some((type) => type === file.type)) complain(words().photosOnly);
        else if (chosen.length >= MOST_PHOTOS) complain(say(words(), 'tooManyPhotos', { n: MOST_PHOTOS }));
        else void take(file);
      }
    },
    isEmpty: () => chosen.length === 0,
    ready() {
      const sent = chosen.flatMap((photo) => photo.sent ?? []);
      return sent.length === chosen.length ? sent : null;
    },
    clear: () => become([]),
  };
}

function progress({ name, part }: Chosen, words: Words): HTMLElement {
  const percent = Math.round(part * 100);
  const attributes = {
    class: 'bar',
    role: 'progressbar',
    'aria-valuenow': String(percent),
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    'aria-label': say(words, 'uploading', { name, n: percent }),
  };
  const bar = el('span', attributes, el('i'));
  bar.style.setProperty('--part', `${percent}%`);
  return bar;
}
