import type { Role } from '../../core/roles.ts';

/** People of the demo: roles, not persons. `roles` travel in the claim `ehds_roles`: `<role>@<node>` counts on that node, `<role>` on all. */
export type DemoUser = { readonly login: string; readonly name: string; readonly roles: readonly string[]; readonly holder?: string; readonly locale: string };

export const demoPassword = 'demo';

const countries = { FR: { locale: 'fr', holder: 'National Health Insurance Fund (Cnam)' }, FI: { locale: 'en', holder: 'Finnish Institute for Health and Welfare (THL)' }, DE: { locale: 'de', holder: 'Robert Koch Institute' } } as const;

const national = (Object.keys(countries) as (keyof typeof countries)[]).flatMap((node): DemoUser[] => {
  const { locale, holder } = countries[node];
  const user = (role: Role, title: string, more: Partial<DemoUser> = {}): DemoUser => ({
    login: `${role}-${node.toLowerCase()}`, name: `${title} ${node}, demo`, roles: [`${role}@${node}`], locale, ...more,
  });
  return [
    user('case-handler', 'Case handler'),
    user('decision-maker', 'Decision maker', { roles: [`decision-maker@${node}`, `case-handler@${node}`] }),
    user('data-holder', 'Data holder', { holder }),
    user('operator', 'Operator'),
  ];
});

export const demoUsers: readonly DemoUser[] = [
  { login: 'researcher', name: 'Researcher, demo', roles: ['researcher'], locale: 'en' },
  ...national,
  { login: 'coordinator', name: 'Coordinator, demo', roles: ['coordinator@EU'], locale: 'en' },
  { login: 'operator-eu', name: 'Operator EU, demo', roles: ['operator@EU'], locale: 'en' },
  { login: 'auditor', name: 'Auditor, demo', roles: ['auditor'], locale: 'en' },
];

export const findUser = (login: string): DemoUser | undefined => demoUsers.find((user) => user.login === login);

/** The node a user works at: named in the login, else France, where the demo's applications start. */
export const homeOf = (login: string): 'FR' | 'FI' | 'DE' | 'EU' => {
  if (login === 'coordinator' || login.endsWith('-eu')) return 'EU';
  if (login.endsWith('-fi')) return 'FI';
  return login.endsWith('-de') ? 'DE' : 'FR';
};
