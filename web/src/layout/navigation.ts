import type { Role } from '../../../core/roles.ts';

export type NavigationLink = { readonly to: string; readonly label: string };

const search: NavigationLink = { to: '/search', label: 'nav.search' };
const board: NavigationLink = { to: '/board', label: 'nav.board' };
const sources: NavigationLink = { to: '/ops/sources', label: 'nav.sources' };
const desk: NavigationLink[] = [{ to: '/desk', label: 'nav.desk' }, search];
const holder: NavigationLink[] = [{ to: '/holder', label: 'nav.holder' }, { to: '/validate', label: 'nav.validate' }, search];

/** Main navigation by role: two clicks from a home to any daily task. Labels are resource keys. */
export const navigationOf: Record<Role, readonly NavigationLink[]> = {
  researcher: [search, { to: '/applications', label: 'nav.applications' }, { to: '/saved', label: 'nav.saved' }],
  'case-handler': desk,
  'decision-maker': desk,
  'data-holder': holder,
  'trusted-holder': holder,
  coordinator: [board, { to: '/ops/directory', label: 'nav.directory' }, search],
  operator: [{ to: '/ops/links', label: 'nav.links' }, { to: '/ops/dead', label: 'nav.dead' }, { to: '/ops/queues', label: 'nav.queues' }, sources, { to: '/ops/directory', label: 'nav.directory' }, board],
  auditor: [{ to: '/ops/audit', label: 'nav.audit' }],
};

export const publicNavigation: readonly NavigationLink[] = [search, { to: '/validate', label: 'nav.validate' }, { to: '/help', label: 'nav.help' }];
