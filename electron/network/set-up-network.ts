import type { Session } from 'electron';
import type { Policy } from '#shared/ipc/policy.ts';
import { isVouchedFor, readAuthorities } from './company-authorities.ts';
import { proxyConfig } from './proxy.ts';

/** Chromium's numbers for what a verification may answer. */
const TRUSTED = 0;
const AS_CHROMIUM_FOUND = -3;
/** `net::ERR_CERT_AUTHORITY_INVALID`: everything else about the certificate was in order. */
const UNKNOWN_AUTHORITY = -202;

type Parts = { readonly policy: Policy; readonly log: (line: string) => void; readonly now: () => number };

/**
 * The company's proxy and certificate authorities, for the page and the main process alike. A certificate that is wrong in
 * any other way stays wrong: nothing here makes an exception ([DK1]).
 */
export async function setUpNetwork(session: Session, { policy, log, now }: Parts): Promise<void> {
  const authorities = readAuthorities(policy.certificateAuthorities ?? [], log);
  if (authorities.length > 0) {
    session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, answer) => {
      const isOurs =
        errorCode === UNKNOWN_AUTHORITY && isVouchedFor({ hostname, certificate, now: now() }, authorities);
      answer(isOurs ? TRUSTED : AS_CHROMIUM_FOUND);
    });
  }
  await session.setProxy({ ...proxyConfig(policy.proxy) });
}
