import { version } from '../version.ts';
import { sessionOperations } from '../http/public/session/index.ts';
import { createIdentity } from '../identity/identity.ts';
import type { Identity } from '../identity/identity.ts';
import { createProvider } from '../identity/provider.ts';
import { createSessionStore } from '../identity/session-store.ts';
import type { Base, Offers } from './base.ts';

export const wireIdentity = (base: Base): Offers & { readonly identity: Identity } => {
  const { config, secrets } = base;
  const publicUrl = config.listeners.public.url;
  const provider = createProvider({
    issuer: config.identity.issuer,
    clientId: config.identity.clientId,
    clientSecret: secrets.oidcClientSecret.reveal(),
    audience: config.identity.audience,
    redirectUri: `${publicUrl}/login/callback`,
    allowHttp: config.node.demo,
  });
  const identity = createIdentity({
    node: config.node.id, db: base.storage.db, store: createSessionStore(base.storage.db), provider, audit: base.audit, clock: base.clock,
    sessionHours: config.identity.sessionHours, sessionKey: secrets.sessionKey.reveal(),
  });
  base.every('expired sessions', 600_000, identity.removeExpired);
  const facts = { id: config.node.id, name: config.node.name, country: config.node.country, demo: config.node.demo, coordinator: config.node.coordinator, version };
  return { identity, publicOperations: sessionOperations({ identity, node: config.node.id, publicUrl, facts }) };
};
