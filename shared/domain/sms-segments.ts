/** What one text message holds: in the GSM alphabet, or, with a single other character, in UTF-16. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Each counts twice. */
const GSM_EXTENDED = '^{}\\[~]|€\f';

export type SmsLength = {
  readonly encoding: 'gsm7' | 'ucs2';
  /** In units of the encoding. */
  readonly units: number;
  /** How many messages are charged. */
  readonly segments: number;
};

const LIMITS = { gsm7: { one: 160, part: 153 }, ucs2: { one: 70, part: 67 } } as const;

/** How long a text is as SMS: Japanese goes 70 characters in one message, 67 in each of several. */
export function smsLength(text: string): SmsLength {
  let units = 0;
  for (const character of text) {
    if (GSM.includes(character)) units += 1;
    else if (GSM_EXTENDED.includes(character)) units += 2;
    else return lengthOf('ucs2', text.length);
  }
  return lengthOf('gsm7', units);
}

function lengthOf(encoding: SmsLength['encoding'], units: number): SmsLength {
  const { one, part } = LIMITS[encoding];
  return { encoding, units, segments: units <= one ? Math.min(units, 1) : Math.ceil(units / part) };
}
