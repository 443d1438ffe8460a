const ASKS =
  /[?？]|か[。！!]?$|ください|下さい|いただけ|頂け|お願い|ほしい|欲しい|したい|たい(?:の|ん)?です|(?:の|ん)ですが|してほし|教えて|困って|届かない|届いていません|壊れ|\b(please|can|could|would|want|need|when|where|why|how|may i|has(?:n't| not) arrived|broken|refund|cancel)\b/i;
const GREETING =
  /^(こんにちは|こんばんは|おはようございます|お世話になっております|いつもお世話になっております|ありがとうございます|ありがとうございました|お願いします|よろしくお願いします|よろしくお願いいたします|よろしくお願い致します|お問い合わせ(いただき|頂き)?ありがとうございます|お待たせ(いた)?しました|お待たせ(いた|致)?しております|少々お待ちください|もしもし|はい|了解です|承知しました|承知いたしました|かしこまりました|hi|hello|hey|thanks|thank you|thanks for (waiting|your patience)|good (morning|afternoon|evening)|ok|okay|yes|no|dear .{1,40}|(best|kind) regards)$/i;

/** Whether a sentence says nothing but good manners. */
export const isGreeting = (text: string): boolean => GREETING.test(text.replace(/[\s。、！!.,?？…~～]+/g, ' ').trim());

const sentencesIn = (text: string): string[] =>
  text
    .split(/(?<=[。！!?？])|(?<=\.)\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** The last sentence of a text that asks for something, or null. */
export const askedIn = (text: string): string | null =>
  sentencesIn(text).findLast((sentence) => ASKS.test(sentence) && !isGreeting(sentence)) ?? null;

/** A text without the good manners around what it says; empty when there is nothing else. */
export function saidIn(text: string): string {
  const sentences = sentencesIn(text);
  const from = sentences.findIndex((sentence) => !isGreeting(sentence));
  if (from < 0) return '';
  const to = sentences.findLastIndex((sentence) => !isGreeting(sentence));
  return sentences.slice(from, to + 1).join(' ');
}
