import { englishTimes } from './english-times.ts';
import type { PromiseKind, Said } from './japanese.ts';
import type { When } from './when.ts';

const WE =
  '(?:we|i|one of us|someone|somebody|a colleague|my colleague|our team|the team|our (?:warehouse|store|technician|courier|driver|specialist|engineer|shop)|the (?:warehouse|store|technician|courier|driver|engineer|shop)|support|they|he|she|a (?:technician|specialist|driver|courier)|(?!you\\b)[a-z]+)';
const IT =
  '(?:(?:it|this|that|your [a-z ]{2,30}|the (?:order|parcel|package|replacement|refund|item|items|goods|shoes|bag|delivery|exchange)[a-z ]{0,20}))';
const ACT =
  '(?:call|phone|ring|contact|get (?:back|in touch)|come back|let you know|reply|respond|answer|email|e-mail|write|message|text|update|inform|notify|tell|send|ship|dispatch|deliver|refund|return|replace|exchange|credit|confirm|check|look into|find out|arrange|prepare|process|fix|repair|resolve|follow up|have (?:it|this|that|an? (?:answer|update)|your|the|news)|reach (?:out|you)|report|issue|complete|finish|hand|pick|bring|drop|put|organi[sz]e|book|sort|go through|be in touch|be (?:calling|sending|shipping|contacting|ringing|replying|writing|with you|back)|give you|provide|forward|resend|reship)';
const WILL =
  "(?:will|'ll|’ll|shall|are going to|am going to|is going to|'re going to|'m going to|’re going to|’m going to|promise to|can)";
const ADVERB =
  '(?:also |then |personally |certainly |definitely |gladly |now |try to |have (?:someone|somebody|a colleague|our team|the (?:team|store|warehouse)) |be able to |make sure (?:to |that we )|ask [a-z ]{2,20} to )?';
const VERBS: readonly RegExp[] = [
  new RegExp(`\\b${WE}\\s?${WILL}\\s+${ADVERB}${ACT}\\b`, 'i'),
  new RegExp(
    `\\b${IT}\\s?(?:will|'ll|’ll|is going to|should)\\s+(?:be\\s+(?:shipped|sent|dispatched|delivered|refunded|replaced|ready|credited|processed|with you|repaired|returned|on its way|completed|posted|there|exchanged|resolved|issued|fixed)|arrive|ship|leave|reach you|go out|get to you)`,
    'i',
  ),
  /\byou\s?(?:will|'ll|’ll|can expect to|should)\s+(?:hear (?:back )?from|receive|get|have|be (?:contacted|called|refunded|notified|informed|emailed)|see)\b/i,
  /\b(?:you can )?expect (?:a|an|our|the|your|to hear)\b[a-z ]{0,40}/i,
  /\b(?:we['’]re|i['’]m|we are|i am)\s+(?:calling|sending|shipping|dispatching|refunding|getting back|replying|delivering)\b/i,
  /\b(?:let me|allow me to)\s+(?:call|check|get back|find out|look into|ring|confirm|come back)\b/i,
  /\b(?:parcel|order|package|replacement|it)\s+(?:ships|goes out|leaves|arrives)\b/i,
  /\bi (?:give you my word|guarantee)\b/i,
];
const NOT =
  /\b(?:not|never|unable|cannot|can['’]?t|won['’]?t|don['’]?t|doesn['’]?t|isn['’]?t|unlikely|impossible|no guarantee|hope to|hoping to|try to|trying to|aim to|aiming to|might|may be|we may|i may|could|would|should be able|not sure|perhaps|maybe|possibly|used to|was going|were going|had|you said|you told|you mentioned|call us|contact us|tell us|send us)\b/i;
const HANGS =
  /\b(?:if|unless|once|as soon as|when(?:ever)?|in case|provided|should you|after you|until you|depending|please|kindly|feel free|let us know|would you|could you|can you|you (?:need|have|must) to|remember to|make sure you)\b/i;
const POLITE =
  /,?\s*(?:if|as long as) (?:that|this|it)(?:['’]s| is| works| suits| helps)[^,.]*|,?\s*if (?:possible|you like|that is all right|that's ok(?:ay)?)\b[^,.]*|\bas soon as (?:possible|i can|we can)\b/gi;
const CLAUSES =
  /[;]|\s[-–—]\s|,?\s+(?:but|however|although|though|so that)\s+|,\s+(?:and|so)\s+(?=(?:please|you|we|i|they|it)\b)|,\s+(?=please\b)/i;
const VAGUE: readonly [RegExp, When][] = [
  [
    /\b(?:right (?:away|back|now)|straight away|immediately|in a moment|in a minute|shortly|momentarily)\b/i,
    { kind: 'minutes', minutes: 60, open: true },
  ],
  [
    /\b(?:call|ring|phone|get|come|write|reply) (?:you )?(?:back|to you)|\blater\b|\bsoon\b|\bas soon as (?:possible|i can|we can)\b/i,
    { kind: 'at', day: { kind: 'in', days: 0 } },
  ],
];
const WORTH_ASKING =
  /\b(?:call|ring|phone|get back|come back|reply|contact|in touch|let you know|be (?:right )?back|hear from)\b/i;

/** What an English sentence promises, if anything: an act of ours with a time in the same clause. */
export function saidInEnglish(sentence: string): Said | null {
  if (/\?\s*["')]*$/.test(sentence)) return null;
  for (const clause of sentence.split(CLAUSES)) {
    const said = clause === undefined ? null : saidInClause(clause);
    if (said !== null) return said;
  }
  return null;
}

function saidInClause(clause: string): Said | null {
  const plain = clause.replace(POLITE, (words) => (/^\bas soon/i.test(words) ? words : ''));
  const act = VERBS.map((verb) => verb.exec(plain)).find((match) => match !== null);
  if (act === undefined || act === null) return null;
  if (NOT.test(plain) || HANGS.test(plain.replace(/\bas soon as (?:possible|i can|we can)\b/i, ''))) return null;
  const times = englishTimes(plain).filter(({ from, to }) => isOurs(plain, from, to));
  // What stands after the act belongs to it; `By Friday we will …` stands before.
  const time = times.find(({ from }) => from >= act.index) ?? times[0];
  if (time !== undefined) return { kind: kindOf(plain), when: time.value };
  if (!WORTH_ASKING.test(plain)) return null;
  const vague = VAGUE.find(([words]) => words.test(plain));
  return vague === undefined ? null : { kind: kindOf(plain), when: vague[1] };
}

/** A time that tells of something else: since when, from when, of an order of that day. */
function isOurs(text: string, from: number, to: number): boolean {
  const before = text.slice(0, from);
  if (
    /\b(?:since|from|of|your|the|last|ordered on|bought on|placed on|dated|for)\s+$/i.test(before) &&
    !/\b(?:end of|the end of|by the|in the|within the|before the|out of)\s+$/i.test(before)
  ) {
    return /\b(?:first thing|rest)\s*$/i.test(text.slice(from, to)) || /^(?:the )/i.test(text.slice(from, to));
  }
  return !/^\s*(?:order|purchase|invoice|sale|call|email|message|ago|old|warranty|trial)\b/i.test(text.slice(to));
}

function kindOf(words: string): PromiseKind {
  if (/\b(?:call|phone|ring|calling|ringing)\b/i.test(words)) return 'call';
  if (
    /\b(?:ship|send|deliver|dispatch|refund|replace|exchange|arrive|parcel|credit|sent|shipped|delivered|refunded|receive|ready|posted)/i.test(
      words,
    )
  )
    return 'goods';
  return /\b(?:back|reply|answer|contact|touch|know|email|write|update|inform|hear|tell|notify|respond|message|text|report)\b/i.test(
    words,
  )
    ? 'answer'
    : 'other';
}
