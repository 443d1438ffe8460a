import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** A real SIP exchange on the loopback: registrar and proxy, SIP over WebSocket for desks, UDP for callers. */
export type Kamailio = {
  /** For softphones. */
  readonly wsUrl: string;
  /** For sipp. */
  readonly udpPort: number;
  readonly domain: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

const modules = [
  'kex',
  'corex',
  'tm',
  'sl',
  'rr',
  'pv',
  'maxfwd',
  'usrloc',
  'registrar',
  'textops',
  'siputils',
  'xhttp',
  'websocket',
  'nathelper',
  'sdpops',
];

/** Takes anybody's registration: what is proved is the desk, not the exchange's passwords. */
const config = (ports: { readonly udp: number; readonly tcp: number }, folder: string): string => `#!KAMAILIO
debug=1
log_stderror=yes
fork=no
children=2
auto_aliases=no
alias="localhost"
listen=udp:127.0.0.1:${ports.udp}
listen=tcp:127.0.0.1:${ports.tcp}
tcp_accept_no_cl=yes
tcp_connection_lifetime=3604
workdir="${folder}"
${modules.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("usrloc", "db_mode", 0)
modparam("registrar", "gruu_enabled", 0)
modparam("nathelper|registrar", "received_avp", "$avp(RECEIVED)")
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (nat_uac_test(64)) {
    force_rport();
    if (is_method("REGISTER")) { fix_nated_register(); }
    else if (!add_contact_alias()) { sl_reply_error(); exit; }
  }
  if (is_method("REGISTER")) { save("location"); exit; }
  if (has_totag()) {
    if (loose_route()) { handle_ruri_alias(); t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
    handle_ruri_alias();
    t_relay();
    exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
  record_route();
  if (is_method("INVITE|MESSAGE|OPTIONS")) {
    if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
    t_relay();
    exit;
  }
  sl_send_reply("405", "Method Not Allowed");
}
event_route[xhttp:request] {
  set_reply_close();
  set_reply_no_connect();
  if ($hdr(Upgrade) =~ "websocket" && $hdr(Connection) =~ "Upgrade" && $rm =~ "GET") {
    if (ws_handle_handshake()) { exit; }
  }
  xhttp_reply("404", "Not Found", "", "");
}
onreply_route { if (nat_uac_test(64)) { add_contact_alias(); } }
`;

/** Resolves when it takes connections. Ends with `stop`, by its own process id. */
export async function startKamailio(): Promise<Kamailio> {
  const folder = await mkdtemp(join(tmpdir(), 'tsunagi-kamailio-'));
  const ports = { udp: await freePort(), tcp: await freePort() };
  const path = join(folder, 'kamailio.cfg');
  await writeFile(path, config(ports, folder));
  const child: ChildProcess = spawn('kamailio', ['-f', path, '-DD', '-E', '-Y', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = `${said}${chunk.toString('utf8')}`.slice(-50_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  // One that cannot be started is missed at its port.
  child.on('error', (error) => keep(Buffer.from(error.message)));
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(late);
    }
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + 30_000;
  while (!(await opens(ports.tcp))) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`kamailio did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    wsUrl: `ws://127.0.0.1:${ports.tcp}`,
    udpPort: ports.udp,
    domain: 'localhost',
    log: () => said,
    stop,
  };
}

const opens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
