import type { Caller, Role } from '../../core/roles.ts';
import { roles } from '../../core/roles.ts';

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Claim `ehds_roles`: `<role>` counts on every node, `<role>@<NODE>` only there, compared whole. Unknown roles are ignored. */
export const rolesFor = (claim: unknown, node: string): readonly Role[] => {
  if (!Array.isArray(claim)) return [];
  const found = claim.flatMap((entry) => {
    const [role, where] = String(entry).split('@');
    return role !== undefined && isRole(role) && (where === undefined || where === node) ? [role] : [];
  });
  return [...new Set(found)];
};

/** Who the identity provider says this is. The person id is bound to the issuer, so two providers never meet in one id. */
export const callerFromClaims = (claims: Readonly<Record<string, unknown>>, node: string): Caller => ({
  person: `${String(claims['iss'])}#${String(claims['sub'])}`,
  name: text(claims['name']) ?? String(claims['sub']),
  email: text(claims['email']),
  language: (text(claims['locale']) ?? 'en').slice(0, 2),
  roles: rolesFor(claims['ehds_roles'], node),
  holder: text(claims['ehds_holder']),
});
