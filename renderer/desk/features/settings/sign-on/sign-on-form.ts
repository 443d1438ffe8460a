import { isProviderAddress, type SignOnFields, type SignOnSettings } from '#shared/domain/sign-on.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

/** What is typed: the secret is empty until a new one is. */
export type SignOnForm = SignOnFields & { readonly secret: string };
/** What each card of the section is given. */
export type SignOnPartProps = {
  readonly value: SignOnForm;
  readonly set: (patch: Partial<SignOnForm>) => void;
  readonly stored: SignOnSettings;
  readonly settings: WorkspaceSettings;
};

/** What is stored, as it is typed. */
export function formOf({
  links: _l,
  knocks: _k,
  hasSecret: _h,
  isSecretUnreadable: _u,
  redirectUri: _r,
  revision: _v,
  ...fields
}: SignOnSettings): SignOnForm {
  return { ...fields, secret: '' };
}

/** Why what is typed cannot be saved, or null. */
export function problemOf({
  enabled,
  issuer,
  clientId,
  passwords,
  breakGlassId,
  createsPeople,
  teamsClaim,
  teamMap,
}: SignOnForm) {
  if (issuer !== '' && !isProviderAddress(issuer)) return 'issuer' as const;
  if (enabled && (issuer === '' || clientId === '')) return 'incomplete' as const;
  if (!passwords && !enabled) return 'noWayIn' as const;
  if (!passwords && breakGlassId === null) return 'breakGlass' as const;
  const mapped = teamMap.every(({ value }) => value.trim() !== '') && (teamMap.length === 0 || teamsClaim !== null);
  return createsPeople && !mapped ? ('teams' as const) : null;
}
