import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

type Wish = { readonly udpPort: number; readonly domain: string; readonly user: string; readonly calls: number };

/**
 * sipp as the callers: each rings and is refused as busy (486), one after another from a number of its own. What it offers
 * is plain RTP, which a browser's audio never takes, so none is answered: this proves signalling, not sound.
 */
const scenario = ({ domain, user }: Wish): string => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="rings and is refused">
  <send retrans="500"><![CDATA[
    INVITE sip:${user}@${domain} SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: <sip:+8190123[call_number]@[local_ip]:[local_port]>;tag=[pid]s[call_number]
    To: <sip:${user}@${domain}>
    Call-ID: [call_id]
    CSeq: 1 INVITE
    Contact: <sip:caller@[local_ip]:[local_port]>
    Max-Forwards: 70
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=caller 1 1 IN IP[local_ip_type] [local_ip]
    s=-
    c=IN IP[media_ip_type] [media_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 0
    a=rtpmap:0 PCMU/8000
  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="486"/>
  <send><![CDATA[
    ACK sip:${user}@${domain} SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: <sip:+8190123[call_number]@[local_ip]:[local_port]>;tag=[pid]s[call_number]
    [last_To:]
    Call-ID: [call_id]
    CSeq: 1 ACK
    Max-Forwards: 70
    Content-Length: 0
  ]]></send>
</scenario>
`;

/** Resolves with sipp's own exit code and words when the last call is over; 0: every call went as the scenario says. */
export async function sippCalls(wish: Wish): Promise<{ readonly code: number; readonly said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-sipp-'));
  const file = join(folder, 'caller.xml');
  await writeFile(file, scenario(wish));
  const port = await freePort();
  // Call numbers from 10000 on have five digits each, so that every caller's number is a whole one.
  const args = ['-sf', file, '-m', String(wish.calls), '-l', '5', '-r', '5', '-base_cseq', '1', '-i', '127.0.0.1'];
  const rest = ['-p', String(port), '-timeout', '150', '-nostdin', `127.0.0.1:${wish.udpPort}`];
  try {
    return await new Promise((resolve) => {
      execFile('sipp', [...args, ...rest], { cwd: folder, timeout: 160_000 }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), said: `${stdout}\n${stderr}`.slice(-4000) }),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
