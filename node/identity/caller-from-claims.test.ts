import { describe, expect, it } from 'vitest';
import { callerFromClaims, rolesFor } from './caller-from-claims.ts';

describe('roles of a caller', () => {
  it('keeps roles that name this node or nobody', () => {
    expect(rolesFor(['researcher', 'case-handler@FI', 'operator@FR', 'king'], 'FI')).toEqual(['researcher', 'case-handler']);
  });
  it('compares the node whole, never by prefix', () => {
    expect(rolesFor(['operator@FI-X', 'operator@F', 'auditor@'], 'FI')).toEqual([]);
  });
  it('gives nobody a role when the claim is not a list', () => {
    expect(rolesFor('operator', 'FI')).toEqual([]);
  });
  it('binds the person to the issuer', () => {
    expect(callerFromClaims({ iss: 'https://id.example', sub: 'a', locale: 'fr-FR' }, 'FR')).toMatchObject({ person: 'https://id.example#a', language: 'fr', roles: [] });
  });
});
