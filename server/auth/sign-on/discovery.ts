import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { isProviderAddress } from '#shared/domain/sign-on.ts';
import { askProvider, type ProviderFetch } from './provider-fetch.ts';

const address = z.string().max(2000).refine(isEndpoint, 'not https');

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type ProviderMetadata = z.infer<typeof metadataSchema>;

/** Endpoints may carry a query of their own, as some providers' do. */
function isEndpoint(text: string): boolean {
  const [bare = ''] = text.split('?');
  return isProviderAddress(bare) && !text.includes('#');
}

/**
 * What a provider says of itself at its well-known address. Refused when it names another issuer than the one that was
 * asked: its tokens would be another's. Errors: `sign_on_unreachable`, `sign_on_failed`.
 */
export async function discover(fetcher: ProviderFetch, issuer: string): Promise<ProviderMetadata> {
  if (!isProviderAddress(issuer)) throw new AppError('sign_on_failed', { details: { reason: 'issuer address' } });
  const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { status, body } = await askProvider(fetcher, at, { headers: { accept: 'application/json' } });
  if (status !== 200) throw new AppError('sign_on_unreachable', { details: { reason: `HTTP ${status}` } });
  const parsed = metadataSchema.safeParse(body);
  if (!parsed.success) throw new AppError('sign_on_failed', { details: { reason: 'provider configuration' } });
  if (parsed.data.issuer !== issuer) throw new AppError('sign_on_failed', { details: { reason: 'issuer' } });
  const pkce = parsed.data.code_challenge_methods_supported;
  if (pkce !== undefined && !pkce.includes('S256'))
    throw new AppError('sign_on_failed', { details: { reason: 'PKCE S256' } });
  return parsed.data;
}
