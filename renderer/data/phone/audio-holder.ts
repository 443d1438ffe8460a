import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { Call, SipAccount } from '#shared/domain/call.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { countAudio, qualityOf } from './audio-quality.ts';
import { createLegDesk, type HeldLeg } from './leg-desk.ts';
import type { LegAct, PhoneAct, PhoneProblem, PhoneView } from './phone-view.ts';
import type { LegEnd, LineEvents, SipLeg, SipLine } from './sip-leg.ts';

export type OpenLine = (account: SipAccount, events: LineEvents) => SipLine;
type Report = CommandInput<'call:report'>;

type Parts = {
  readonly send: DeskClient['send'];
  readonly account: SipAccount;
  readonly agentId: string;
  readonly openLine: OpenLine;
  readonly chosen: () => PhoneView['devices']['chosen'];
  /** A call as the hub has just answered it. */
  readonly hear: (call: Call) => void;
  readonly onView: (view: Pick<PhoneView, 'line' | 'legs'>) => void;
  readonly onProblem: (problem: PhoneProblem) => void;
};

export type AudioHolder = {
  readonly act: (act: PhoneAct) => void;
  /** The hub says a call is other than it was. */
  readonly callChanged: (call: Call) => void;
  readonly renew: () => void;
  readonly devicesChosen: () => void;
  readonly isIdle: () => boolean;
  readonly stop: () => void;
};

const STATS_MS = 2000;

/** The one window that is registered at the exchange: it has the audio, tells the hub what happens and does what is asked. */
export function startAudioHolder(parts: Parts): AudioHolder {
  const { send, account, agentId } = parts;
  let line: PhoneView['line'] = 'connecting';
  const show = (): void => parts.onView({ line, legs: desk.view() });
  const desk = createLegDesk({ chosen: parts.chosen, onChange: () => show(), onProblem: parts.onProblem });
  const chains = new Map<string, Promise<unknown>>();

  /** One after another for each call; the sender keeps them until the hub is back, each with its id ([SY2]). */
  function report(input: Report): Promise<void> {
    const turn = (chains.get(input.callId) ?? Promise.resolve()).then(async () => {
      const answer = await send('call:report', input);
      if (answer.ok) parts.hear(answer.data.call);
    });
    chains.set(input.callId, turn);
    return turn;
  }

  const sip = parts.openLine(account, {
    onState: (state) => {
      line = state;
      show();
    },
    onIncoming: (leg) => void rings(leg),
  });

  async function rings(leg: SipLeg): Promise<void> {
    let ended: LegEnd | null = null;
    let known: HeldLeg | null = null;
    leg.listen(
      events(
        (end) => {
          ended = end;
          if (known !== null) legEnded(known, end);
        },
        () => known,
      ),
    );
    const { facts } = leg;
    const answer = await send('call:ring', { connectionId: account.connectionId, sipCallId: leg.id, ...facts });
    if (!answer.ok) {
      leg.end();
      return;
    }
    const { call } = answer.data;
    known = desk.add(call.id, leg, 'in');
    if (ended !== null) legEnded(known, ended);
    else parts.hear(call);
  }

  function events(onEnded: (end: LegEnd) => void, held: () => HeldLeg | null) {
    const on = (act: (leg: HeldLeg) => void) => (): void => {
      const leg = held();
      if (leg !== null) act(leg);
    };
    return {
      onProgress: on((leg) => {
        if (leg.way === 'out' && !leg.isSilent) void report({ callId: leg.callId, event: 'ringing' });
      }),
      onLive: on((leg) => {
        desk.live(leg);
        if (!leg.isSilent) void report({ callId: leg.callId, event: 'answered' });
      }),
      onAudio: (stream: MediaStream) => {
        const leg = held();
        if (leg !== null) desk.hear(leg, stream);
      },
      onTone: (tone: string) => {
        const leg = held();
        if (leg !== null) desk.toned(leg, tone);
      },
      onEnded,
      onReplaced: (by: SipLeg) => {
        const leg = held();
        if (leg !== null) void replaced(leg, by);
      },
    };
  }

  /** Whoever we were asked by gives us the customer: their leg takes the place of the colleague's. */
  async function replaced(old: HeldLeg, by: SipLeg): Promise<void> {
    old.isSilent = true;
    const leg = desk.replace(old, by);
    by.listen(
      events(
        (end) => legEnded(leg, end),
        () => leg,
      ),
    );
    leg.isSilent = true;
    await desk.answer(leg);
    leg.isSilent = false;
  }

  function legEnded(leg: HeldLeg, end: LegEnd): void {
    const wasRinging = leg.way === 'in' && leg.phase === 'ringing';
    desk.remove(leg);
    const { callId } = leg;
    if (leg.isSilent) return;
    if (wasRinging && end.by === 'us') return;
    if (wasRinging) void report({ callId, event: 'cancelled', elsewhere: end.elsewhere });
    else if (leg.phase === 'live' || end.by === 'us') void report({ callId, event: 'ended', by: end.by });
    else void report({ callId, event: 'failed', cause: causeOf(end.cause) });
  }

  async function pickUp(callId: string): Promise<void> {
    const leg = desk.of(callId);
    // Not rung here: another desk of this agent's may have it.
    if (leg === null || leg.phase !== 'ringing') return;
    if (!(await desk.answer(leg))) await report({ callId, event: 'failed', cause: 'no_microphone' });
  }

  async function dial({ callId, uri, headers }: Extract<PhoneAct, { act: 'dial' }>): Promise<void> {
    const microphone = await desk.microphone();
    if (microphone === null) return report({ callId, event: 'failed', cause: 'no_microphone' });
    const leg = sip.call(uri, microphone, headers);
    const held = desk.add(callId, leg, 'out', microphone);
    leg.listen(
      events(
        (end) => legEnded(held, end),
        () => held,
      ),
    );
    // The INVITE is made in the next turn, and its Call-ID with it.
    setTimeout(() => void send('call:sip-id', { callId, sipCallId: leg.id === '' ? callId : leg.id }));
  }

  async function hold(leg: HeldLeg, isHeld: boolean): Promise<boolean> {
    const done = await (isHeld ? leg.leg.hold() : leg.leg.resume());
    if (done) {
      desk.held(leg, isHeld);
      await report({ callId: leg.callId, event: isHeld ? 'held' : 'resumed' });
    }
    return done;
  }

  async function consult(leg: HeldLeg, { uri, headers, name }: Extract<PhoneAct, { act: 'transfer' }>): Promise<void> {
    if (!leg.isHeld) await hold(leg, true);
    const microphone = await desk.microphone();
    if (microphone === null) return drop(leg);
    const other = sip.call(uri, microphone, headers);
    const asked = desk.consult(leg, other, name, microphone);
    other.listen({
      onProgress: () => undefined,
      onLive: () => desk.live(asked),
      onAudio: (stream) => desk.hear(asked, stream),
      onTone: () => undefined,
      onReplaced: () => undefined,
      onEnded: () => {
        desk.remove(asked);
        if (asked.isSilent) return;
        desk.consultOver(leg);
        void send('call:transfer', { callId: leg.callId, step: 'drop' });
      },
    });
  }

  async function complete(leg: HeldLeg): Promise<void> {
    const asked = leg.asked;
    if (asked === null) return;
    // What ends now is no end of the call: another has it.
    asked.isSilent = true;
    leg.isSilent = true;
    if (!(await leg.leg.refer(asked.uri, { headers: [], replaces: asked.leg }))) {
      asked.isSilent = false;
      leg.isSilent = false;
      parts.onProblem('transfer_failed');
      return;
    }
    const answer = await send('call:transfer', { callId: leg.callId, step: 'complete' });
    if (answer.ok) parts.hear(answer.data.call);
    asked.leg.end();
    leg.leg.end();
  }

  async function drop(leg: HeldLeg): Promise<void> {
    const { asked } = leg;
    if (asked !== null) {
      asked.isSilent = true;
      asked.leg.end();
    }
    desk.consultOver(leg);
    await send('call:transfer', { callId: leg.callId, step: 'drop' });
    await hold(leg, false);
  }

  async function transfer(leg: HeldLeg, act: Extract<PhoneAct, { act: 'transfer' }>): Promise<void> {
    if (act.step === 'consult') {
      leg.askedUri = act.uri;
      return consult(leg, act);
    }
    if (!(await leg.leg.refer(act.uri, { headers: act.headers }))) parts.onProblem('transfer_failed');
    else leg.leg.end();
  }

  function act(wish: PhoneAct): void {
    if (wish.act === 'dial') {
      void dial(wish);
    } else if (wish.act === 'pick_up') {
      void pickUp(wish.callId);
    } else {
      const leg = desk.of(wish.callId);
      if (leg !== null) void onLeg(leg, wish);
    }
  }

  async function onLeg(leg: HeldLeg, wish: LegAct): Promise<unknown> {
    switch (wish.act) {
      case 'decline':
      case 'hang_up':
        return leg.leg.end();
      case 'hold':
        return hold(leg, true);
      case 'resume':
        return hold(leg, false);
      case 'mute':
        return desk.mute(leg, wish.muted);
      case 'tones':
        return leg.leg.tones(wish.tones);
      case 'transfer':
        return transfer(leg, wish);
      case 'complete':
        return complete(leg);
      case 'drop':
        return drop(leg);
    }
  }

  const stats = setInterval(() => {
    for (const leg of desk.all()) void count(leg);
  }, STATS_MS);

  async function count(leg: HeldLeg): Promise<void> {
    const connection = leg.leg.connection();
    if (leg.phase !== 'live' || connection === null) return;
    const now = await countAudio(connection);
    desk.counted(leg, qualityOf(leg.counts, now, leg.isHeld || leg.counts === null), now);
  }

  return {
    act,
    callChanged(call) {
      const leg = desk.of(call.id);
      if (leg === null || leg.way !== 'in' || leg.phase !== 'ringing') return;
      if (call.state === 'ended') leg.leg.end();
      else if (call.answering?.id === agentId) void pickUp(call.id);
    },
    renew: sip.renew,
    devicesChosen: desk.devicesChosen,
    isIdle: () => desk.all().length === 0,
    stop() {
      clearInterval(stats);
      for (const leg of desk.all()) leg.leg.end();
      sip.stop();
    },
  };
}

/** SIP's words for a failure, as the hub keeps them. */
export function causeOf(cause: string): string {
  const known: Readonly<Record<string, string>> = {
    Busy: 'busy',
    Rejected: 'rejected',
    Unavailable: 'unreachable',
    'Not Found': 'unreachable',
    'Address Incomplete': 'unreachable',
    'No Answer': 'no_answer',
    'Request Timeout': 'no_answer',
    'Connection Error': 'connection',
    'Internal Error': 'connection',
  };
  return (
    known[cause] ??
    cause
      .toLowerCase()
      .replace(/[^a-z]+/g, '_')
      .slice(0, 100)
  );
}
