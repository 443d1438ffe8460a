import type { Chat } from '../chat.ts';
import { localeOf, say, type Words } from '../words.ts';
import { callCard } from './call-card.ts';
import { arrange, el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import { linkedText } from './linked-text.ts';
import { photoTile } from './photo-tile.ts';
import type { Bubble, Line, Row } from './rows.ts';
import { surveyCard } from './survey-card.ts';

/** The rows on the screen: nodes stay while their row does, so that nothing is read out twice and no scroll is lost. */
export type MessageList = {
  readonly node: HTMLElement;
  readonly draw: (rows: readonly Row[], words: Words) => void;
};

type Parts = {
  readonly chat: Pick<Chat, 'photos' | 'retry' | 'discard' | 'callMe' | 'answerSurvey' | 'surveyAnswer'>;
  readonly openPhoto: (blobId: string, name: string) => void;
  /** One of our messages came onto the thread: watch whether it is seen. */
  readonly watch: (node: Element, seq: number) => void;
};

type Drawn = { readonly node: HTMLElement; readonly sign: string };

export function createMessageList({ chat, openPhoto, watch }: Parts): MessageList {
  const node = el('div', { class: 'rows' });
  let drawn = new Map<string, Drawn>();

  function bubble(row: Bubble, words: Words): HTMLElement {
    const box = el('div', { class: `row ${row.side}${row.starts ? ' starts' : ''}` });
    box.append(el('span', { class: 'hidden' }, `${row.who}: `));
    for (const photo of row.photos) box.append(photoTile(photo, { photos: chat.photos, words, open: openPhoto }));
    if (row.text !== '') {
      const classes = `bubble${row.redacted ? ' redacted' : ''}${row.outboxId === null ? '' : ' waiting'}`;
      box.append(el('div', { class: classes, dir: 'auto' }, ...(row.redacted ? [row.text] : linkedText(row.text))));
    }
    if (row.card?.kind === 'survey')
      box.append(surveyCard(row.card, { ...chat, locale: localeOf(words), question: row.text }));
    else if (row.card !== null) box.append(callCard(row.card, { words, callMe: chat.callMe }));
    box.append(...below(row, words));
    return box;
  }

  /** What failed and can be tried again, or when it was. */
  function below(row: Bubble, words: Words): HTMLElement[] {
    if (row.failed !== null && row.outboxId !== null) return [failure(row.outboxId, row.failed, words)];
    return row.foot === '' ? [] : [el('div', { class: 'foot' }, row.foot)];
  }

  function failure(id: string, reason: string, words: Words): HTMLElement {
    const retry = el('button', { type: 'button', class: 'text-button' }, words.retry);
    const discard = el('button', { type: 'button', class: 'text-button' }, words.discard);
    retry.addEventListener('click', () => chat.retry(id));
    discard.addEventListener('click', () => chat.discard(id));
    const head = el('div', { class: 'failed-head' }, icon('alert'), words.failed);
    return el('div', { class: 'failed', role: 'alert' }, head, el('div', { class: 'reason' }, reason), retry, discard);
  }

  const line = (row: Line): HTMLElement => {
    const text = el('span');
    setText(text, row.text);
    return el('div', { class: row.type }, text);
  };

  return {
    node,
    draw(rows, words) {
      const next = new Map<string, Drawn>();
      for (const row of rows) {
        const sign = signOf(row, chat, words);
        const before = drawn.get(row.key);
        if (before?.sign === sign) next.set(row.key, before);
        else {
          const made = row.type === 'bubble' ? bubble(row, words) : line(row);
          if (row.type === 'bubble' && row.seq !== null) watch(made, row.seq);
          setAttribute(made, 'data-key', row.key);
          next.set(row.key, { node: made, sign });
        }
      }
      drawn = next;
      arrange(
        node,
        [...next.values()].map((d) => d.node),
      );
    },
  };
}

/** Two rows with one sign look the same. */
function signOf(row: Row, chat: Parts['chat'], words: Words): string {
  if (row.type !== 'bubble') return row.text;
  const photos = row.photos.map(({ blobId }) => chat.photos.of(blobId).state);
  return JSON.stringify([
    row.side,
    row.starts,
    row.who,
    row.text,
    photos,
    row.foot,
    row.failed,
    row.redacted,
    row.card,
    words.retry,
  ]);
}

/** What is heard when our message comes in. */
export const spoken = (row: Bubble, words: Words): string =>
  [row.who, row.text, ...row.photos.map(({ name }) => say(words, 'photo', { name }))].filter(Boolean).join(': ');
