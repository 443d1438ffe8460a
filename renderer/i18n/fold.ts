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

/** Whether every word of a query occurs in a text; both are folded here. An empty query matches everything. */
export function matchesWords(text: string, query: string): boolean {
  const folded = foldText(text);
  return foldText(query)
    .split(/\s+/u)
    .every((word) => folded.includes(word));
}
