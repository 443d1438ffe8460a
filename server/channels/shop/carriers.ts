/** What carriers are called by shops, plugins and people, and the name the desk knows them by. */
const CARRIERS: readonly (readonly [RegExp, string])[] = [
  [/yamato|kuroneko|ヤマト|クロネコ/i, 'Yamato'],
  [/sagawa|佐川/i, 'Sagawa'],
  [/japan\s*post|jp\s*post|yu-?pack|日本郵便|ゆうパック|郵便局/i, 'Japan Post'],
  [/seino|西濃|セイノー/i, 'Seino'],
  [/fukuyama|福山/i, 'Fukuyama'],
  [/\bdhl\b/i, 'DHL'],
  [/fed\s*ex/i, 'FedEx'],
  [/\bups\b/i, 'UPS'],
  [/usps/i, 'USPS'],
];

/** The carrier by one name; as given when it is not known. */
export const carrierName = (given: string): string => CARRIERS.find(([words]) => words.test(given))?.[1] ?? given;
