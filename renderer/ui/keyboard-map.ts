import type { Chord } from './chord.ts';

export type ShortcutGroup = 'everywhere' | 'inbox' | 'conversation' | 'handoff' | 'call' | 'review';

export type ShortcutEntry = {
  readonly chord: Chord;
  readonly group: ShortcutGroup;
  readonly label: { readonly en: string; readonly ja: string };
};

const modKey = (key: string): Chord => ({ mod: true, key });
const modShift = (key: string): Chord => ({ mod: true, shift: true, key });

/**
 * Every shortcut of the desk, in one place so that none is given twice.
 *
 * Chords only, for the agent is always in a text field, and never F6–F10, which convert in an IME ([DK3]).
 * Also kept clear of: Ctrl+Shift N, T, W (browsers keep them), Ctrl+Shift U and Ctrl+. ; (IBus), Ctrl+Space and Alt+` (IME on and off),
 * Ctrl+Alt and an arrow (turns the screen or the workspace), Ctrl+Shift and an arrow (selects text).
 */
export const KEYBOARD_MAP = {
  palette: { chord: modKey('k'), group: 'everywhere', label: { en: 'Search and commands', ja: '検索とコマンド' } },
  'keyboard-map': {
    chord: modKey('/'),
    group: 'everywhere',
    label: { en: 'Keyboard shortcuts', ja: 'キーボードショートカット' },
  },
  settings: { chord: modKey(','), group: 'everywhere', label: { en: 'Settings', ja: '設定' } },
  'end-shift': {
    chord: { alt: true, key: 'q' },
    group: 'everywhere',
    label: { en: 'End of shift', ja: '勤務終了の引き継ぎ' },
  },
  'next-conversation': {
    chord: { alt: true, key: 'arrowdown' },
    group: 'inbox',
    label: { en: 'Next conversation', ja: '次の案件' },
  },
  'previous-conversation': {
    chord: { alt: true, key: 'arrowup' },
    group: 'inbox',
    label: { en: 'Previous conversation', ja: '前の案件' },
  },
  claim: { chord: modShift('o'), group: 'inbox', label: { en: 'Take this conversation', ja: 'この案件を担当する' } },
  'accept-offer': {
    chord: modShift('a'),
    group: 'handoff',
    label: { en: 'Accept the handoff, answer the call', ja: '引き継ぎを引き受ける・電話に応答する' },
  },
  'decline-offer': {
    chord: modShift('d'),
    group: 'handoff',
    label: { en: 'Not now, decline the call', ja: '今は受けられない・着信を拒否する' },
  },
  'hand-off': { chord: modShift('h'), group: 'handoff', label: { en: 'Hand off', ja: '引き継ぐ' } },
  knowledge: { chord: modShift('f'), group: 'everywhere', label: { en: 'Find in knowledge', ja: 'ナレッジを検索' } },
  'pop-out': {
    chord: { alt: true, key: 'o' },
    group: 'conversation',
    label: { en: 'Open in its own window', ja: '別ウィンドウで開く' },
  },
  'ask-lead': { chord: modKey('e'), group: 'conversation', label: { en: 'Ask a lead', ja: 'SVに相談する' } },
  'review-approve': {
    chord: { alt: true, key: 'a' },
    group: 'review',
    label: { en: 'Approve and return', ja: '承認して戻す' },
  },
  'review-return': {
    chord: { alt: true, key: 'r' },
    group: 'review',
    label: { en: 'Return with a note', ja: 'コメントを付けて差し戻す' },
  },
  'review-take-over': { chord: { alt: true, key: 't' }, group: 'review', label: { en: 'Take over', ja: '交代する' } },
  'review-reassign': {
    chord: { alt: true, key: 'g' },
    group: 'review',
    label: { en: 'Give to another lead', ja: '別のSVに回す' },
  },
  'review-close': { chord: { alt: true, key: 'c' }, group: 'review', label: { en: 'Close', ja: '完了にする' } },
  'review-note': {
    // Not E, I, N, U: with Option they begin an accent on a mac, and never arrive.
    chord: { alt: true, key: 'j' },
    group: 'review',
    label: { en: 'Write the note', ja: 'コメントを書く' },
  },
  'private-talk': {
    chord: modShift('p'),
    group: 'handoff',
    label: { en: 'To the colleague, in private', ja: '同席中の同僚に伝える（内輪）' },
  },
  whisper: {
    chord: { alt: true, key: 'w' },
    group: 'conversation',
    label: { en: 'Lead and owner: a word between the two', ja: 'SVメモを書く（お客様非表示）' },
  },
  watch: {
    chord: { alt: true, key: 'm' },
    group: 'conversation',
    label: { en: 'Watch, stop watching', ja: 'モニタリングの開始と終了' },
  },
  'take-over': {
    chord: { alt: true, key: 'k' },
    group: 'conversation',
    label: { en: 'Take over, give back', ja: '交代する・元の担当に戻す' },
  },
  'step-accept': {
    chord: { alt: true, key: 'y' },
    group: 'conversation',
    label: { en: 'Take up the next best step', ja: '次の一手を実行する' },
  },
  'step-dismiss': {
    chord: { alt: true, key: 'x' },
    group: 'conversation',
    label: { en: 'Put the next best step aside', ja: '次の一手を見送る' },
  },
  promise: {
    chord: modKey('d'),
    group: 'conversation',
    label: { en: 'Confirm the promise', ja: 'お約束を記録する' },
  },
  send: { chord: modKey('enter'), group: 'conversation', label: { en: 'Send', ja: '送信' } },
  'fix-wording': {
    chord: { alt: true, key: 'enter' },
    group: 'conversation',
    label: { en: 'Put the wording right', ja: '表記を直す' },
  },
  'undo-send': {
    chord: { alt: true, key: 'z' },
    group: 'conversation',
    label: { en: 'Take back what was just sent', ja: '送信の取り消し' },
  },
  'note-mode': {
    chord: modShift('m'),
    group: 'conversation',
    label: { en: 'Reply or note', ja: '返信と社内メモの切り替え' },
  },
  'focus-composer': {
    chord: modShift('l'),
    group: 'conversation',
    label: { en: 'Go to the reply box', ja: '返信欄へ移動' },
  },
  'search-thread': {
    chord: modKey('f'),
    group: 'conversation',
    label: { en: 'Search in this thread', ja: '応対履歴内を検索' },
  },
  'jump-to-date': { chord: modKey('g'), group: 'conversation', label: { en: 'Go to a date', ja: '日付へ移動' } },
  'customer-panel': {
    chord: modShift('y'),
    group: 'conversation',
    label: { en: 'Customer panel', ja: 'お客様パネルの表示' },
  },
  'call-hold': { chord: modShift('s'), group: 'call', label: { en: 'Hold and resume', ja: '保留と解除' } },
  'call-mute': { chord: modShift('x'), group: 'call', label: { en: 'Mute and speak again', ja: 'ミュートと解除' } },
  'call-keypad': { chord: modShift('k'), group: 'call', label: { en: 'Keypad', ja: '番号入力' } },
  'call-transfer': { chord: modShift('c'), group: 'call', label: { en: 'Transfer the call', ja: '通話を転送する' } },
  'call-hang-up': { chord: modShift('g'), group: 'call', label: { en: 'Hang up', ja: '終話' } },
  'call-number': { chord: modShift('b'), group: 'call', label: { en: 'Call a number', ja: '電話をかける' } },
  'identity-check': {
    chord: modKey('j'),
    group: 'conversation',
    label: { en: 'Check identity', ja: '本人確認をする' },
  },
  resolve: { chord: modShift('e'), group: 'conversation', label: { en: 'Resolve', ja: '対応完了にする' } },
} as const satisfies Readonly<Record<string, ShortcutEntry>>;

export type ShortcutId = keyof typeof KEYBOARD_MAP;

/** The chord of a shortcut, for a hint on a button. */
export const chordOf = (id: ShortcutId): Chord => KEYBOARD_MAP[id].chord;
