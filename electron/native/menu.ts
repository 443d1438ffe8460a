import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { Speller } from './spelling/speller.ts';

/**
 * No menu bar: the page has its own. macOS alone needs one, for its editing keys live in it. Nothing here binds a key
 * that an IME uses.
 */
export function setApplicationMenu(platform: string): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ label: app.name, role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}

const WORDS = {
  ja: {
    cut: '切り取り',
    copy: 'コピー',
    paste: '貼り付け',
    selectAll: 'すべて選択',
    noWords: '候補なし',
    add: '辞書に追加',
    remove: '辞書から削除',
  },
  en: {
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    noWords: 'No suggestions',
    add: 'Add to dictionary',
    remove: 'Remove from dictionary',
  },
} as const;

type MenuParts = { readonly locale: () => 'ja' | 'en'; readonly speller: Speller };

/** Right click: copying what is selected; in text fields the editing commands, and over a misspelt word what it may mean. */
export function addEditMenu(contents: WebContents, { locale, speller }: MenuParts): void {
  contents.on('context-menu', async (_event, where) => {
    const words = WORDS[locale()];
    const { misspelledWord, selectionText } = where;
    const spelt = misspelledWord === '' ? null : await speller.suggestions(misspelledWord);
    const isOwn = spelt === null && where.isEditable && (await speller.isOwn(selectionText.trim()));
    if (contents.isDestroyed()) return;
    const { canCut, canCopy, canPaste, canSelectAll } = where.editFlags;
    const copy: MenuItemConstructorOptions = { role: 'copy', label: words.copy, enabled: canCopy };
    const suggested = (all: readonly string[] | null, none: string): MenuItemConstructorOptions[] => {
      if (all === null) return [];
      const items = all.map((word) => ({ label: word, click: () => contents.replaceMisspelling(word) }));
      return [
        ...(items.length === 0 ? [{ label: none, enabled: false }] : items),
        { label: words.add, click: () => void keep('add', misspelledWord) },
        { type: 'separator' },
      ];
    };
    /** Written over itself, it is looked at again: its line goes, or comes. */
    const keep = async (how: 'add' | 'remove', word: string): Promise<void> => {
      await speller[how](word);
      if (contents.isDestroyed()) return;
      if (how === 'add') contents.replaceMisspelling(word);
      else contents.replace(selectionText);
    };
    const own: MenuItemConstructorOptions[] = isOwn
      ? [{ label: words.remove, click: () => void keep('remove', selectionText.trim()) }, { type: 'separator' }]
      : [];
    const editing: MenuItemConstructorOptions[] = [
      { role: 'cut', label: words.cut, enabled: canCut },
      copy,
      { role: 'paste', label: words.paste, enabled: canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: words.selectAll, enabled: canSelectAll },
    ];
    if (where.isEditable) Menu.buildFromTemplate([...suggested(spelt, words.noWords), ...own, ...editing]).popup();
    else if (where.selectionText.trim() !== '') Menu.buildFromTemplate([copy]).popup();
  });
}
