import { Heading } from '@digdir/designsystemet-react';

export type Difference = { readonly path: string; readonly before: readonly string[]; readonly after: readonly string[] };

/** Property by property: what was, and what is. */
export const Differences = ({ title, differences }: { title: string; differences: readonly Difference[] }) => (
  <section>
    <Heading level={3} data-size="2xs">{title}</Heading>
    <ul className="plain-list">
      {differences.map((one) => (
        <li key={one.path}>
          <code>{one.path}</code>
          {one.before.map((value, index) => <div key={`before ${index}`}><del>{value}</del></div>)}
          {one.after.map((value, index) => <div key={`after ${index}`}><ins>{value}</ins></div>)}
        </li>
      ))}
    </ul>
  </section>
);
