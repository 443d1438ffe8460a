import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';

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
  ja: { cut: '切り取り', copy: 'コピー', paste: '貼り付け', selectAll: 'すべて選択' },
  en: { cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select all' },
} as const;

/** Right click: copying what is selected, and the editing commands in text fields. */
export function addEditMenu(contents: WebContents, locale: () => 'ja' | 'en'): void {
  contents.on('context-menu', (_event, where) => {
    const words = WORDS[locale()];
    const { canCut, canCopy, canPaste, canSelectAll } = where.editFlags;
    const copy: MenuItemConstructorOptions = { role: 'copy', label: words.copy, enabled: canCopy };
    const editing: MenuItemConstructorOptions[] = [
      { role: 'cut', label: words.cut, enabled: canCut },
      copy,
      { role: 'paste', label: words.paste, enabled: canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: words.selectAll, enabled: canSelectAll },
    ];
    if (where.isEditable) Menu.buildFromTemplate(editing).popup();
    else if (where.selectionText.trim() !== '') Menu.buildFromTemplate([copy]).popup();
  });
}
