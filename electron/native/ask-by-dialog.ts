import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';

const WORDS = {
  ja: {
    hub: '接続先を変更しますか',
    hubMore: (from: string, to: string) =>
      `現在: ${from}\n変更後: ${to}\n\nサインアウトし、このパソコンに保存した下書きと未送信の操作は消去されます。`,
    hubYes: '変更する',
    crash: 'クラッシュレポートを送信しますか',
    crashMore: (host: string, kilobytes: number) =>
      `送信先: ${host}（${kilobytes.toLocaleString('ja')} KB）\n\n停止した時点のメモリの内容が含まれ、お客様の情報が入っている場合があります。`,
    crashYes: '送信する',
    no: 'キャンセル',
  },
  en: {
    hub: 'Change the hub?',
    hubMore: (from: string, to: string) =>
      `Now: ${from}\nThen: ${to}\n\nYou are signed out, and drafts and unsent acts kept on this computer are removed.`,
    hubYes: 'Change',
    crash: 'Send this crash report?',
    crashMore: (host: string, kilobytes: number) =>
      `To: ${host} (${kilobytes.toLocaleString('en')} KB)\n\nIt holds what was in memory at that moment, which may include customers' data.`,
    crashYes: 'Send',
    no: 'Cancel',
  },
} as const;

type Parts = { readonly window: () => BrowserWindow | null; readonly locale: () => 'ja' | 'en' };

/** Questions that no page can ask or answer. */
export type Dialogs = {
  readonly changeHub: (from: string, to: string) => Promise<boolean>;
  readonly sendCrash: (host: string, bytes: number) => Promise<boolean>;
  /** Writes a text to where the agent says; false when they take it back. */
  readonly saveText: (name: string, text: string) => Promise<boolean>;
};

export function createDialogs({ window, locale }: Parts): Dialogs {
  const ask = async (message: string, detail: string, yes: string): Promise<boolean> => {
    const options = {
      type: 'question' as const,
      message,
      detail,
      buttons: [yes, WORDS[locale()].no],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    };
    const over = window();
    const { response } = await (over === null ? dialog.showMessageBox(options) : dialog.showMessageBox(over, options));
    return response === 0;
  };
  return {
    changeHub(from, to) {
      const words = WORDS[locale()];
      return ask(words.hub, words.hubMore(from, to), words.hubYes);
    },
    sendCrash(host, bytes) {
      const words = WORDS[locale()];
      return ask(words.crash, words.crashMore(host, Math.ceil(bytes / 1024)), words.crashYes);
    },
    async saveText(name, text) {
      const over = window();
      const options = { defaultPath: name };
      const chosen = await (over === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(over, options));
      if (chosen.canceled || chosen.filePath === undefined || chosen.filePath === '') return false;
      await writeFile(chosen.filePath, text, { mode: 0o600 });
      return true;
    },
  };
}
