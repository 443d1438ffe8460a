/**
 * True for a message that is a thank-you and nothing else, in Japanese or English: it neither reopens a conversation
 * nor starts a clock ([CV10]). Words of understanding and of parting may stand beside the thanks; a question, a number
 * or any other word makes it a message like every other.
 */
export function isBareThankYou(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - KATAKANA_TO_HIRAGANA));
  if (plain.length > LONGEST || /[?\d]/.test(plain)) return false;
  const bare = plain.replace(NOT_WORDS, ' ').replace(/ +/g, ' ').trim();
  return /\p{L}/u.test(bare) && ONLY_THANKS.test(bare);
}

const LONGEST = 120;
const KATAKANA_TO_HIRAGANA = 0x60;

/** Punctuation, emoji and what people draw with them: (^^), m(_ _)m, ♪. The long-vowel mark is a letter here. */
const NOT_WORDS = /m\(_ ?_\)m|[^\p{L}\p{M}ー']+/gu;

const JA_THANKS = [
  '(?:どうも|誠に|まことに|本当に|ほんとうに|大変|たいへん|ご丁寧に|ご対応|早速の|迅速な|いろいろ|色々|と|お返事|ご連絡|ご回答|対応|親切に|して(?:いただき|くださり)|下さり|くださり|いただき| )*' +
    '(?:あり(?:がと|難)う?(?:ー|~|っ)*(?:ござい(?:ました|ます))?(?:です)?|有り?難う(?:ござい(?:ました|ます)|御座い(?:ました|ます))?|感謝(?:します|いたします|致します|しています)?|さんきゅー)',
  '(?:とても|大変|本当に)?助かりました',
];
const JA_BESIDE = [
  'はい|了解(?:です|しました|いたしました|致しました)?|承知(?:しました|いたしました|致しました)|(?:わかり|分かり|解り)ました|解決(?:し|いたし)ました',
  'お世話になりました|よろしくお願い(?:します|いたします|致します)|失礼(?:します|いたします|致します)|お疲れ様(?:です|でした)',
];
const EN_THANKS = [
  '(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot| a million| again| very much indeed| kindly)*(?: for (?:your|the|all your|all the)(?: (?:quick|fast|kind|prompt|great|very|lovely))* (?:help|reply|response|support|answer|assistance|service|time|update|info|information))?',
  'thankyou|thx|thnx|tysm|ty|cheers|ta|much appreciated|(?:i )?(?:really )?appreciate it|arigato',
];
const EN_BESIDE = [
  "ok(?:ay)?|great|perfect|got it|understood|all good|that's (?:great|perfect)|awesome|wonderful|lovely|brilliant|alright|cool|nice|super",
  'bye|goodbye|have a (?:nice|good|great|lovely) (?:day|evening|weekend|one)|you too|best regards|kind regards|regards|again',
];

const thanks = [...JA_THANKS, ...EN_THANKS].join('|');
const beside = [...JA_BESIDE, ...EN_BESIDE].join('|');
/** Latin words end where they end; Japanese ones may follow each other without a space. */
const END = "(?![a-z'])";
const ONLY_THANKS = new RegExp(
  `^(?:(?:${beside})${END} ?)*(?:${thanks})${END}(?: ?(?:${beside}|${thanks})${END})*$`,
  'u',
);
