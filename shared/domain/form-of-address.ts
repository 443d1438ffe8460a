const FORM =
  /(?:株式|有限|合同|合資|合名)会社|[（(][株有同][）)]|[㈱㈲]|(?:社団|財団|学校|医療|社会福祉|宗教|非営利活動|NPO)法人/u;
const FORM_ALONE = new RegExp(`^(?:${FORM.source})$`, 'u');
/** Behind at least one other sign: 役所 alone is a family name. */
const HOUSE = /.(?:大学|病院|事務所|組合|協会|役所|商店|商会|工務店)$/u;
const IN_LATIN = /\b(?:Inc|Ltd|LLC|LLP|Corp|Corporation|Company|Limited|GmbH|K\.?K)\.?$/u;
/** What stands behind a company's name and is a part of it. 部 only in words: 渡部 and 長谷部 are people. */
const OFFICE =
  /(?:支店|支社|支部|本社|本店|営業所|出張所|工場|センター|課|係|..本部|(?:営業|総務|人事|経理|購買|資材|開発|企画|管理|事業|業務|技術|製造|販売|広報|法務|財務|情報|システム|サービス|サポート)部)$/u;
/** 殿 only behind two other signs: 鵜殿 is a family name. */
const HONOURED = /(?:様|さま|御中|先生|.さん|.くん|.ちゃん|..殿)$/u;
const JAPANESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u;
const KATAKANA = /^[\p{Script=Katakana}ー・]+$/u;

const partsOf = (name: string): string[] => name.trim().split(/[ \u3000]+/u);
const isHouse = (part: string): boolean => FORM.test(part) || HOUSE.test(part);

/** Whose name it is by its form; `unclear`: a company's form with a word behind it that may be a part of its name or somebody there. */
function kindOf(name: string): 'company' | 'person' | 'unclear' {
  const parts = partsOf(name);
  const last = parts.at(-1) ?? '';
  if (IN_LATIN.test(name.trim()) || isHouse(last)) return 'company';
  if (parts.length === 1 || !parts.some(isHouse)) return 'person';
  if (OFFICE.test(last) || (parts.length === 2 && FORM_ALONE.test(parts[0] ?? ''))) return 'company';
  return JAPANESE.test(last) && !KATAKANA.test(last) ? 'person' : 'unclear';
}

/** True for words that end in how somebody is addressed: 佐藤様, 皆様, お客さま. */
export const isHonoured = (words: string): boolean => HONOURED.test(words.trim());

/**
 * The family name of 佐藤 美咲; the whole name where it can not be told: written together, in other letters, in katakana
 * only (ジョン スミス has it behind), a company's or with a company's before it.
 */
export function familyName(name: string): string {
  const parts = partsOf(name);
  const [first = ''] = parts;
  const isPerson = parts.length === 2 && !parts.some(isHouse) && parts.every((part) => JAPANESE.test(part));
  return isPerson && !isHonoured(name) && !parts.every((part) => KATAKANA.test(part)) ? first : name;
}

/**
 * How a Japanese reply addresses somebody: 佐藤様, a company 御中, somebody at a company 様, お客様 when the name is unknown;
 * a name that carries its honorific as it is. `behind` is the honorific that stands behind it already: it is not said twice,
 * nor the wrong one; where it can not be told who it is, the writer's word counts.
 */
export function addressed(short: string, whole: string, behind = ''): string {
  if (whole.trim() === '') return 'お客様';
  if (isHonoured(whole)) return short;
  const kind = kindOf(whole);
  if (kind === 'unclear') return `${short}${behind === '' ? '御中' : behind}`;
  if (kind === 'company') return `${short}${behind.trim() === '御中' ? behind : '御中'}`;
  return `${short}${behind === '' || behind.trim() === '御中' ? '様' : behind}`;
}
