import { japaneseTimes } from './japanese-times.ts';
import { withDigits } from './kanji-numbers.ts';
import type { Found } from './sentences.ts';
import type { When } from './when.ts';

/** What is promised, as far as a callback is something else than an answer. */
export type PromiseKind = 'call' | 'answer' | 'goods' | 'other';
export type Said = { readonly kind: PromiseKind; readonly when: When };

const ACT =
  'お電話|電話|架電|コールバック|ご?連絡|折り?返し|ご?返事|ご?返信|ご?回答|ご?報告|ご?案内|ご?通知|ご?説明|ご?提案|ご?相談|メール|発送|出荷|配送|配達|お?届け|お?届|送付|お?送り|お?渡し|返金|ご?返却|返送|交換|手配|ご?用意|ご?準備|確認|お?調べ|調査|対応|処理|手続き?|修理|修正|更新|お?伝え|完了|共有|転送|再送|集荷|お?伺い|訪問|お?持ち';
const ENDS =
  '(?:し|いたし|致し|差し上げ|さしあげ|申し上げ|もうしあげ|(?:さ)?せていただき|(?:さ)?せて頂き|させて貰い|(?:さ)?せてもらい|しておき|いたしており|られ)?ます(?!か|でしょうか|ようお願い|よう、?お願い)|(?:する|いたす|致す|できる|出来る)?(?:の)?(?:予定|見通し|手はず)(?:です|でございます|となって|になって|で|。|$)|(?:する|いたします|します)(?:ね|よ(?!う)|。|、|ので|$)|できます(?!か)';
const PLAIN =
  '(?:掛け|かけ)直し(?:ます|いたします|させて)|(?:掛け|かけ)(?:直させて|させて)(?:いただき|頂き)ます|折り返し(?:ます|させて)|(?:お?送り|届け|調べ|伝え|伺い|参り|戻し|直し|済ませ|終わらせ|間に合わせ|仕上げ)(?:し|いたし|させていただき)?ます(?!か)|お約束(?:し|いたし)ます|約束(?:し|いたし)ます';
const VERB = new RegExp(`(?:${ACT})(?:を|も|は|の上|のうえ|だけ|など|まで|作業|書)*(?:${ENDS})|${PLAIN}`, 'g');
/** `発送は11月25日の予定です`: what first, then when. */
const WHAT_FIRST = new RegExp(
  `(?:${ACT}|到着|納品|入荷)(?:予定)?(?:日|時刻|時間)?(?:は|が|予定は|については)[、\\s]?[^。、]{0,12}$`,
);
const WHAT_ENDS =
  /^(?:頃|ごろ|中|まで|以内|後)?(?:に|を|が|の)?(?:なります|となります|の?予定(?:です|でございます|となって|となります)|を予定して|です|でございます|目途|見込みです)(?!か)/;
/** Between the time and the act: the time is somebody else's, or the act hangs on something. */
const HANGS =
  /ください|下さい|いただけ|頂け|いただい|頂い|いただき(?!ます)|頂き(?!ます)|ましたら|たら[、\s]|場合|なら|れば|ければ|お願い|ません|かね|難し|無理|未定|ご希望|お?届き次第|次第|いただく|頂く|[いっ]て(?:おり|い)ました|までの|営業/;
/** After it: said not to be sure, asked, or somebody else's words. */
const UNSURE =
  /^(?:とは|こと(?:は|が)(?:でき|出来|叶|難)|ことをお約束(?:は|が)?でき|(?:と|旨)(?:伺|聞|のこと|のご|お聞)|よう(?:努|心が|お願い|に努)|か(?:\?|？|。|$)|かどうか|かもしれ|つもりはござい|わけには|ことになってい?まし|もの?の?ではあり)/;
const VAGUE: readonly [RegExp, When][] = [
  [
    /(?:すぐ(?:に|さま)?|直ちに|只今から|ただいまから|このあとすぐ|至急)[^。]{0,12}$/,
    { kind: 'minutes', minutes: 60, open: true },
  ],
  [/(?:折り?返し|後ほど|のちほど|追って|まもなく|改めて)[^。]{0,12}$/, { kind: 'at', day: { kind: 'in', days: 0 } }],
];
/** Vague words are promises of these alone: of everything else they are manners. */
const WORTH_ASKING = /電話|連絡|返信|返事|回答|報告|掛け|かけ|折り?返し/;

/** What a Japanese sentence promises, if anything: the first of our acts with a time of its own before it. */
export function saidInJapanese(sentence: string): Said | null {
  const text = withDigits(sentence);
  if (/(?:か|でしょうか)[。？?]?$|[?？]$/.test(text)) return null;
  const times = japaneseTimes(text);
  for (const match of text.matchAll(VERB)) {
    const end = match.index + match[0].length;
    if (UNSURE.test(text.slice(end)) || /られます$/.test(match[0])) continue;
    const when = termBefore(text, times, match.index);
    if (when !== null) return { kind: kindOf(match[0]), when };
    const vague = vagueBefore(text.slice(0, match.index), match[0]);
    if (vague !== null) return { kind: kindOf(match[0]), when: vague };
  }
  return whatFirst(text, times);
}

/** The last time before an act, when nothing between them makes it another's. */
function termBefore(text: string, times: readonly Found<When>[], verbAt: number): When | null {
  const before = times.findLast(({ to }) => to <= verbAt);
  if (before === undefined) return null;
  const between = text.slice(before.to, verbAt);
  return between.length > 40 || HANGS.test(between) || /^で(?:き|は)/.test(between) ? null : before.value;
}

function vagueBefore(before: string, act: string): When | null {
  if (!WORTH_ASKING.test(act) || /場合|ましたら|次第|れば|ください|必要/.test(before)) return null;
  // `折り返します` says it by itself.
  const words = /^折り?返し/.test(act) ? `${before}折り返し` : before;
  return VAGUE.find(([words_]) => words_.test(words))?.[1] ?? null;
}

function whatFirst(text: string, times: readonly Found<When>[]): Said | null {
  for (const { value, from, to } of times) {
    const what = WHAT_FIRST.exec(text.slice(0, from));
    if (what !== null && WHAT_ENDS.test(text.slice(to)) && !HANGS.test(text.slice(to)))
      return { kind: kindOf(what[0]), when: value };
  }
  return null;
}

function kindOf(act: string): PromiseKind {
  if (/電話|架電|コールバック|掛け|かけ/.test(act)) return 'call';
  if (/連絡|折り?返|返信|返事|回答|報告|案内|メール|伝え|通知|説明/.test(act)) return 'answer';
  return /発送|出荷|配送|配達|届|送付|送り|渡し|返金|交換|返送|集荷|再送|到着|納品/.test(act) ? 'goods' : 'other';
}
