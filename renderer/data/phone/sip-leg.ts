/** How a leg ended. `elsewhere`: the exchange gave the call to another phone. */
export type LegEnd = { readonly by: 'us' | 'them'; readonly cause: string; readonly elsewhere: boolean };

/** What a phone hears of one leg. */
export type LegEvents = {
  readonly onProgress: () => void;
  readonly onLive: () => void;
  readonly onAudio: (stream: MediaStream) => void;
  readonly onEnded: (end: LegEnd) => void;
  /** The other side puts somebody else in its place; the new leg takes this one's part ([HO5]). */
  readonly onReplaced: (by: SipLeg) => void;
  /** A tone went out. */
  readonly onTone: (tone: string) => void;
};

/** What an INVITE said of itself; every word is the other side's. */
export type LegFacts = {
  readonly from: string | null;
  readonly fromName?: string;
  readonly to?: string;
  /** The hub's id of the call, where the exchange carried it. */
  readonly callRef?: string;
  readonly verstat?: string;
  readonly referredBy?: string;
};

/** One SIP dialogue with its audio, ours or theirs. */
export type SipLeg = {
  /** SIP's Call-ID. */
  readonly id: string;
  readonly facts: LegFacts;
  readonly listen: (events: LegEvents) => void;
  readonly answer: (microphone: MediaStream) => void;
  /** Hangs up, or refuses: busy here, so that other phones go on ringing. */
  readonly end: () => void;
  /** Resolves false when the other side does not agree. */
  readonly hold: () => Promise<boolean>;
  readonly resume: () => Promise<boolean>;
  readonly mute: (muted: boolean) => void;
  readonly tones: (tones: string) => void;
  /** Asks the other side to call somebody else; true when they reached them. */
  readonly refer: (
    uri: string,
    options: { readonly headers: readonly string[]; readonly replaces?: SipLeg },
  ) => Promise<boolean>;
  readonly connection: () => RTCPeerConnection | null;
};

export type LineState = 'connecting' | 'registered' | 'refused' | 'unreachable';

/** Our place at the exchange. */
export type SipLine = {
  readonly call: (uri: string, microphone: MediaStream, headers: readonly string[]) => SipLeg;
  /** The old connection may be dead though nobody has noticed: after sleep, or when the network is back. */
  readonly renew: () => void;
  readonly stop: () => void;
};

export type LineEvents = {
  readonly onState: (state: LineState) => void;
  readonly onIncoming: (leg: SipLeg) => void;
};
