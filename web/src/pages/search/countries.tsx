import { useTranslation } from 'react-i18next';
import type { NodeFreshness } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';
import { Partial } from '../../ui/notices.tsx';
import { LangTextView } from '../../ui/lang-text.tsx';

/** The country's name; for a participant that is no country (an EU body) its own name. */
export const NodeName = ({ node }: { node: Pick<NodeFreshness, 'node' | 'name'> }) => {
  const { country } = useFormat();
  const name = country(node.node);
  return name === node.node ? <LangTextView value={node.name} /> : <>{name}</>;
};

/** One sentence for each country whose data are old or missing: nobody is silently left out. */
export const CountryPartials = ({ nodes }: { nodes: readonly NodeFreshness[] }) => {
  const { t } = useTranslation();
  const { country, instant } = useFormat();
  const late = nodes.filter((node) => node.state === 'stale' || node.state === 'unreachable' || node.state === 'never');
  if (late.length === 0) return null;
  const sentence = (node: NodeFreshness): string =>
    node.lastHarvest === undefined ? t('partial.never', { country: country(node.node) }) : t(`partial.${node.state}`, { country: country(node.node), when: instant(node.lastHarvest) });
  return <Partial><ul className="plain-list">{late.map((node) => <li key={node.node}>{sentence(node)}</li>)}</ul></Partial>;
};
