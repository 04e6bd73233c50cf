import type { ReactNode } from 'react';

export type Fact = { label: string; value: ReactNode };

/** Name and value pairs; a pair without a value is left out. */
export const FactList = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="facts">
    {facts.filter((fact) => fact.value !== undefined && fact.value !== null && fact.value !== '').map((fact) => (
      <div key={fact.label}>
        <dt>{fact.label}</dt>
        <dd>{fact.value}</dd>
      </div>
    ))}
  </dl>
);
