/** The sentences of what somebody wrote, width-folded, without quoted mail; each with what it said as it was written. */
export function sentencesOf(text: string): string[] {
  const own = text.split(/\n-{2,}\s*(?:original message|元のメッセージ)/i)[0] ?? '';
  return own
    .normalize('NFKC')
    .split('\n')
    .filter((line) => !/^\s*[>|]/.test(line))
    .flatMap((line) => line.split(/(?<=[。!?！？])|(?<=[a-z\d)]{2}\.)\s+(?=[A-Z"'(])|(?<=[ap]\.m\.)\s+(?=[A-Z])/))
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');
}

/** Where words for a time stand in a sentence. */
export type Found<T> = { readonly value: T; readonly from: number; readonly to: number };
