import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';

type Distribution = DatasetDetail['distributions'][number];
const shortOf = (iri: string | undefined): string | undefined => iri?.split(/[/#]/).at(-1);

const One = ({ one }: { one: Distribution }) => {
  const { t } = useTranslation();
  const address = [...one.downloadUrl, ...one.accessUrl].find((url) => /^https?:\/\//.test(url));
  return (
    <li className="ds-card">
      <strong>{one.title ?? t(`distribution.${one.kind}`)}</strong>
      {one.description !== undefined && <p>{one.description}</p>}
      <p className="meta">{[t(`distribution.${one.kind}`), one.format?.label ?? shortOf(one.mediaType), shortOf(one.licence), one.rights].filter((part) => part !== undefined).join(' · ')}</p>
      {address !== undefined && <a href={address} rel="noopener">{t('distribution.open')}<span className="visually-hidden">: {one.title ?? t(`distribution.${one.kind}`)}</span></a>}
    </li>
  );
};

/** Files, samples and analyses of a dataset. Addresses lead to their owner; nothing is fetched from here. */
export const Distributions = ({ distributions }: { distributions: readonly Distribution[] }) => {
  const { t } = useTranslation();
  if (distributions.length === 0) return null;
  return (
    <section aria-labelledby="distributions">
      <Heading level={2} data-size="sm" id="distributions">{t('dataset.part.distributions')}</Heading>
      <ul className="card-list">{distributions.map((one) => <One key={one.iri} one={one} />)}</ul>
    </section>
  );
};
