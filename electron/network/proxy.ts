import type { ProxyPolicy } from '#shared/ipc/policy.ts';

/** As Electron's `session.setProxy` takes it. */
export type ProxyConfig = {
  readonly mode: 'system' | 'direct' | 'pac_script' | 'fixed_servers';
  readonly pacScript?: string;
  readonly proxyRules?: string;
  readonly proxyBypassRules?: string;
};

/** As the policy says, else as the operating system does. A hub on this computer is never reached by a proxy. */
export function proxyConfig(policy: ProxyPolicy | undefined): ProxyConfig {
  switch (policy?.mode) {
    case 'direct':
      return { mode: 'direct' };
    case 'auto':
      return { mode: 'pac_script', pacScript: policy.script };
    case 'fixed':
      return {
        mode: 'fixed_servers',
        proxyRules: policy.server,
        proxyBypassRules: [...(policy.bypass ?? []), '<local>'].join(';'),
      };
    default:
      return { mode: 'system' };
  }
}
