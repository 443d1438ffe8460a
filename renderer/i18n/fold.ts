/**
 * Text as it is compared while someone types: width, case and the two kana are one, as in the hub's search.
 * `ﾊﾝﾄﾞ`, `ハンド` and `はんど` are the same; `Ｗ` is `w`.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** Whether every word of a query occurs in a text that is folded already. An empty query matches everything. */
export function hasWords(folded: string, query: string): boolean {
  return foldText(query)
    .trim()
    .split(/\s+/u)
    .every((word) => folded.includes(word));
}
