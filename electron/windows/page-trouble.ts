import { app, type BrowserWindow, dialog } from 'electron';

const WORDS = {
  ja: {
    crashed: '画面が停止しました',
    crashedMore: '受け付け済みのメッセージは失われていません。画面を読み込み直してください。',
    hung: '画面が応答していません',
    hungMore: 'しばらく待つか、画面を読み込み直してください。受け付け済みのメッセージは失われていません。',
    missing: '画面を読み込めませんでした',
    missingMore: 'アプリのファイルが不足しているか壊れています。再インストールするか、管理者にご連絡ください。',
    reload: '読み込み直す',
    wait: '待つ',
    quit: '終了',
  },
  en: {
    crashed: 'The window stopped working',
    crashedMore: 'No acknowledged message is lost. Reload the window to go on.',
    hung: 'The window does not respond',
    hungMore: 'Wait a little, or reload it. No acknowledged message is lost.',
    missing: 'The window could not be loaded',
    missingMore: 'Files of the app are missing or damaged. Install it again, or ask your administrator.',
    reload: 'Reload',
    wait: 'Wait',
    quit: 'Quit',
  },
} as const;

type Deps = { readonly locale: () => 'ja' | 'en'; readonly log: (line: string) => void; readonly now: () => number };

/** A page that died comes back by itself once a minute; what keeps failing, or hangs, is told and asked about. */
export function watchPage(window: BrowserWindow, deps: Deps): void {
  const contents = window.webContents;
  let lastRevivalAt = Number.NEGATIVE_INFINITY;
  let isAsking = false;

  const ask = async (kind: 'crashed' | 'hung' | 'missing'): Promise<void> => {
    if (isAsking || window.isDestroyed()) return;
    isAsking = true;
    const words = WORDS[deps.locale()];
    const buttons = kind === 'hung' ? [words.reload, words.wait] : [words.reload, words.quit];
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: words[kind],
      detail: words[`${kind}More`],
      buttons,
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    isAsking = false;
    if (window.isDestroyed()) return;
    if (response === 0) {
      if (kind === 'hung') contents.forcefullyCrashRenderer();
      contents.reload();
    } else if (kind !== 'hung') app.quit();
  };
  const tell = (kind: 'crashed' | 'hung' | 'missing'): void => {
    ask(kind).catch((thrown: unknown) => deps.log(`could not ask about a ${kind} page: ${String(thrown)}`));
  };

  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    deps.log(`page gone: ${details.reason}, exit code ${details.exitCode}`);
    if (isAsking) return;
    if (deps.now() - lastRevivalAt < 60_000) return tell('crashed');
    lastRevivalAt = deps.now();
    contents.reload();
  });
  contents.on('did-fail-load', (...[, code, description, , isMainFrame]) => {
    // -3: taken back, as a refused navigation is.
    if (!isMainFrame || code === -3) return;
    deps.log(`page not loaded: ${description} (${code})`);
    tell('missing');
  });
  contents.on('did-navigate', (_event, _url, status) => {
    if (status < 400) return;
    deps.log(`page not found: status ${status}`);
    tell('missing');
  });
  window.on('unresponsive', () => {
    deps.log('page does not respond');
    tell('hung');
  });
}
