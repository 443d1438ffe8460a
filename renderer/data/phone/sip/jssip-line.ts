import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import type { IncomingRequest, OutgoingRequest } from 'jssip/lib/SIPMessage.js';
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent } from 'jssip/lib/UA.js';
import type { SipAccount } from '#shared/domain/call.ts';
import type { LineEvents, SipLeg, SipLine } from '../sip-leg.ts';
import { jssipLeg } from './jssip-leg.ts';

/** Registers at the exchange and stays so; after a lost connection by itself. Only this folder knows JsSIP. */
export function openJssipLine(account: SipAccount, events: LineEvents): SipLine {
  const rtc: RTCConfiguration = {
    iceServers: account.iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
  };
  const ua = new UA({
    sockets: [new WebSocketInterface(account.wsUrl)],
    uri: account.uri,
    authorization_user: account.authUser,
    register: true,
    register_expires: account.registerSeconds,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 15,
    session_timers: false,
    user_agent: 'Tsunagi',
    ...(account.password === undefined ? {} : { password: account.password }),
    ...(account.ha1 === undefined ? {} : { ha1: account.ha1 }),
    ...(account.realm === undefined ? {} : { realm: account.realm }),
    ...(account.displayName === undefined ? {} : { display_name: account.displayName }),
  });
  const legs = new WeakMap<RTCSession, SipLeg>();
  const legOf = (session: RTCSession, request: IncomingRequest): SipLeg => {
    const leg = legs.get(session) ?? jssipLeg({ session, request, legOf, rtc });
    legs.set(session, leg);
    return leg;
  };
  ua.on('connecting', () => events.onState('connecting'));
  ua.on('disconnected', () => events.onState('unreachable'));
  ua.on('registered', () => events.onState('registered'));
  ua.on('registrationFailed', ({ response }) => events.onState(response ? 'refused' : 'unreachable'));
  ua.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => {
    if (event.originator !== 'remote') return;
    const { session, request } = event as IncomingRTCSessionEvent;
    const leg = legOf(session, request);
    // Whoever takes another's place is told of by the leg that goes.
    if (!request.hasHeader('Replaces')) events.onIncoming(leg);
  });
  ua.start();
  return {
    call(uri, microphone, headers) {
      let sent: OutgoingRequest | null = null;
      const session = ua.call(uri, {
        mediaStream: microphone,
        pcConfig: rtc,
        extraHeaders: [...headers],
        eventHandlers: {
          sending: (event: { request: OutgoingRequest }) => {
            sent = event.request;
          },
        },
      });
      const leg = jssipLeg({ session, request: null, legOf, rtc });
      return Object.defineProperty(leg, 'id', { get: () => sent?.call_id ?? '' });
    },
    renew() {
      if (!ua.isConnected()) return;
      ua.register();
    },
    stop: () => ua.stop(),
  };
}
