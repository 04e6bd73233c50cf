import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { Interaction } from 'oidc-provider';
import { demoPassword, findUser } from '../users.ts';
import { expiredPage, signInPage } from './pages.ts';

const html = (res: ServerResponse, status: number, body: string): void => {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", 'cache-control': 'no-store' });
  res.end(body);
};

const formOf = async (req: IncomingMessage): Promise<URLSearchParams> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > 10_000) throw new Error('sign-in form too large');
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
};

/** Nodes of the consortium are not third parties: what they ask for is granted without a question. */
const grantAll = async (provider: Provider, interaction: Interaction, accountId: string): Promise<string> => {
  const known = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  const grant = known ?? new provider.Grant({ accountId, clientId: interaction.params['client_id'] ?? '' });
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = interaction.prompt.details;
  if (missingOIDCScope !== undefined) grant.addOIDCScope(missingOIDCScope.join(' '));
  if (missingOIDCClaims !== undefined) grant.addOIDCClaims(missingOIDCClaims);
  for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {})) grant.addResourceScope(resource, scopes.join(' '));
  return grant.save();
};

/** `/sign-in/{uid}`: the provider sends here whoever must sign in (GET shows the form, POST checks it) or agree (done at once). */
export const answerSignIn = async (provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> => {
  const interaction = await provider.interactionDetails(req, res).catch(() => undefined);
  if (interaction === undefined) return html(res, 410, expiredPage());
  if (interaction.prompt.name === 'consent' && interaction.session !== undefined) {
    const grantId = await grantAll(provider, interaction, interaction.session.accountId);
    return provider.interactionFinished(req, res, { consent: { grantId } }, { mergeWithLastSubmission: true });
  }
  const client = interaction.params['client_id'] ?? '';
  const hint = interaction.params['login_hint'];
  if (req.method !== 'POST') return html(res, 200, signInPage({ uid: interaction.uid, client, wrong: false, ...(hint === undefined ? {} : { login: hint }) }));
  const form = await formOf(req);
  const login = form.get('login')?.trim() ?? '';
  if (findUser(login) === undefined || form.get('password') !== demoPassword) return html(res, 401, signInPage({ uid: interaction.uid, client, login, wrong: true }));
  return provider.interactionFinished(req, res, { login: { accountId: login } }, { mergeWithLastSubmission: false });
};
