import { C } from 'jssip';
import type { EndEvent, RTCSession } from 'jssip/lib/RTCSession.js';
import type { IncomingRequest } from 'jssip/lib/SIPMessage.js';
import type { LegEnd, LegEvents, LegFacts, SipLeg } from '../sip-leg.ts';

/** Candidates beyond this come too late to be waited for: an exchange on the network answers at once. */
const ICE_MS = 1000;

type Parts = {
  readonly session: RTCSession;
  /** Of an incoming leg. */
  readonly request: IncomingRequest | null;
  /** The leg of a session that replaces this one. */
  readonly legOf: (session: RTCSession, request: IncomingRequest) => SipLeg;
  readonly rtc: RTCConfiguration;
};

const sessions = new WeakMap<SipLeg, RTCSession>();

/** A JsSIP session as a leg. */
export function jssipLeg({ session, request, legOf, rtc }: Parts): SipLeg {
  const heard: LegEvents[] = [];
  const tell = (act: (events: LegEvents) => void): void => {
    for (const events of heard) act(events);
  };
  let audio: MediaStream | null = null;
  const watch = (peer: RTCPeerConnection): void => {
    peer.addEventListener('track', ({ track, streams }) => {
      audio = streams[0] ?? new MediaStream([track]);
      const stream = audio;
      tell((events) => events.onAudio(stream));
    });
  };
  session.on('peerconnection', ({ peerconnection }) => watch(peerconnection));
  session.on('progress', () => tell((events) => events.onProgress()));
  session.on('confirmed', () => tell((events) => events.onLive()));
  session.on('ended', (event) => tell((events) => events.onEnded(endOf(event))));
  session.on('failed', (event) => tell((events) => events.onEnded(endOf(event))));
  session.on('replaces', ({ accept, request: invite }) =>
    accept((by: RTCSession) => {
      const leg = legOf(by, invite);
      // The session is handed over before it has taken its INVITE in.
      setTimeout(() => tell((events) => events.onReplaced(leg)));
    }),
  );
  // A customer's side never sends us elsewhere: only our own desk moves a call.
  session.on('refer', ({ reject }) => reject());
  let isWaiting = false;
  session.on('icecandidate', ({ ready }) => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(ready, ICE_MS);
  });
  const leg: SipLeg = {
    id: request?.getHeader('Call-ID') ?? '',
    facts: request === null ? { from: null } : factsOf(request),
    listen(events) {
      heard.push(events);
      if (session.connection) watch(session.connection);
      if (audio !== null) events.onAudio(audio);
    },
    answer: (microphone) => session.answer({ mediaStream: microphone, pcConfig: rtc }),
    end: () => {
      if (!session.isEnded()) session.terminate(session.isInProgress() && request !== null ? { status_code: 486 } : {});
    },
    hold: () => agreed((done) => session.hold({}, done)),
    resume: () => agreed((done) => session.unhold({}, done)),
    mute: (muted) => (muted ? session.mute({ audio: true }) : session.unmute({ audio: true })),
    tones(tones) {
      const sender = session.connection?.getSenders().find(({ dtmf }) => dtmf !== null)?.dtmf;
      const inBand = sender?.canInsertDTMF === true;
      // In the audio as RFC 4733 has it, which every exchange carries on; by INFO where the audio has no room for tones.
      const { RFC2833, INFO } = C.DTMF_TRANSPORT;
      if (sender) sender.ontonechange = ({ tone }) => tone !== '' && tell((events) => events.onTone(tone));
      session.sendDTMF(tones, { transportType: inBand ? RFC2833 : INFO, duration: 100, interToneGap: 70 });
      if (!inBand) for (const tone of tones) tell((events) => events.onTone(tone));
    },
    refer: (uri, { headers, replaces }) =>
      new Promise((resolve) => {
        const other = replaces === undefined ? undefined : sessions.get(replaces);
        const fail = (): void => resolve(false);
        session.refer(uri, {
          extraHeaders: [...headers],
          ...(other === undefined ? {} : { replaces: other }),
          eventHandlers: { requestFailed: fail, failed: fail, accepted: () => resolve(true) },
        });
        // Whoever is sent on may hang up here before they say that they arrived.
        session.on('ended', () => resolve(true));
      }),
    connection: () => session.connection ?? null,
  };
  sessions.set(leg, session);
  return leg;
}

/** False where the dialogue is not ready for another offer, or the other side refuses it. */
function agreed(ask: (done: () => void) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), 8000);
    const asked = ask(() => {
      clearTimeout(late);
      resolve(true);
    });
    if (asked) return;
    clearTimeout(late);
    resolve(false);
  });
}

function endOf({ originator, cause, message }: EndEvent): LegEnd {
  const reason = typeof message?.getHeader === 'function' ? (message.getHeader('Reason') ?? '') : '';
  return {
    by: originator === 'remote' ? 'them' : 'us',
    cause,
    elsewhere: /cause\s*=\s*200|completed elsewhere/i.test(reason),
  };
}

function factsOf(request: IncomingRequest): LegFacts {
  const asserted = request.getHeader('P-Asserted-Identity');
  const from = userOf(asserted) ?? request.from.uri.user ?? null;
  const verstat = /verstat=([\w-]+)/i.exec(`${asserted ?? ''} ${request.getHeader('From') ?? ''}`)?.[1];
  const callRef = request.getHeader('X-Tsunagi-Call');
  const referredBy = userOf(request.getHeader('Referred-By'));
  const to: unknown = request.to.uri.user;
  return {
    from: from === '' || /^(anonymous|unknown|restricted)$/i.test(from ?? '') ? null : from,
    ...(request.from.display_name ? { fromName: request.from.display_name.slice(0, 200) } : {}),
    ...(typeof to === 'string' && to !== '' ? { to } : {}),
    ...(callRef === undefined ? {} : { callRef }),
    ...(verstat === undefined ? {} : { verstat }),
    ...(referredBy === null ? {} : { referredBy }),
  };
}

const userOf = (header: string | undefined): string | null =>
  header === undefined ? null : (/(?:sips?|tel):([^@;>]+)/i.exec(header)?.[1] ?? null);
