import { type BrowserWindow, dialog } from 'electron';

const WORDS = {
  ja: {
    message: '保存していない入力があります',
    detail: 'このまま進むと、入力した内容は失われます。',
    go: '破棄して進む',
    stay: '戻る',
  },
  en: {
    message: 'There is something that is not saved',
    detail: 'What you have typed is lost if you go on.',
    go: 'Discard and go on',
    stay: 'Back',
  },
} as const;

type Deps = {
  readonly locale: () => 'ja' | 'en';
  /** False where nobody sits there to answer: it is let go then. */
  readonly mayAsk: () => boolean;
  /** The window stays, and with it the app. */
  readonly onStay: () => void;
};

/**
 * A page that holds something unsaved keeps its window from closing and the app from ending, in Electron without a word:
 * the agent is asked, in a dialog that has to be answered before anything goes on.
 */
export function askBeforeUnload(window: BrowserWindow, { locale, mayAsk, onStay }: Deps): void {
  window.webContents.on('will-prevent-unload', (event) => {
    if (!mayAsk()) {
      event.preventDefault();
      return;
    }
    const { message, detail, go, stay } = WORDS[locale()];
    if (!window.isVisible()) window.show();
    const buttons = [go, stay];
    const chosen = dialog.showMessageBoxSync(window, {
      type: 'question',
      message,
      detail,
      buttons,
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    // Here, to prevent is to let it go.
    if (chosen === 0) event.preventDefault();
    else onStay();
  });
}
