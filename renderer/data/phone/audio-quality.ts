/** Packets and what they carried, since the call began. */
export type AudioCounts = {
  readonly received: number;
  readonly lost: number;
  readonly sent: number;
  /** Seconds. */
  readonly jitter: number;
};

/**
 * `deaf`: no sound is arriving; `unheard`: none leaves; `poor`: much is lost on the way. Nothing is said of the first
 * seconds, nor while the call is held.
 */
export type QualityWord = 'good' | 'poor' | 'deaf' | 'unheard' | 'unknown';
export type AudioQuality = AudioCounts & { readonly word: QualityWord };

const POOR_LOSS = 0.05;
const POOR_JITTER_S = 0.06;

/** What two counts, some seconds apart, say. */
export function qualityOf(before: AudioCounts | null, now: AudioCounts, isQuietByWill: boolean): AudioQuality {
  if (before === null || isQuietByWill) return { ...now, word: 'unknown' };
  const arrived = now.received - before.received;
  const lost = Math.max(0, now.lost - before.lost);
  if (arrived <= 0) return { ...now, word: 'deaf' };
  if (now.sent - before.sent <= 0) return { ...now, word: 'unheard' };
  const isPoor = lost / (arrived + lost) > POOR_LOSS || now.jitter > POOR_JITTER_S;
  return { ...now, word: isPoor ? 'poor' : 'good' };
}

/** Reads a connection's counters. */
export async function countAudio(connection: RTCPeerConnection): Promise<AudioCounts> {
  const counts = { received: 0, lost: 0, sent: 0, jitter: 0 };
  const report = await connection.getStats();
  report.forEach((entry: Record<string, unknown>) => {
    if (entry['kind'] !== 'audio') return;
    if (entry['type'] === 'inbound-rtp') {
      counts.received += Number(entry['packetsReceived'] ?? 0);
      counts.lost += Number(entry['packetsLost'] ?? 0);
      counts.jitter = Math.max(counts.jitter, Number(entry['jitter'] ?? 0));
    }
    if (entry['type'] === 'outbound-rtp') counts.sent += Number(entry['packetsSent'] ?? 0);
  });
  return counts;
}
