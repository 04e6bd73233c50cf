import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../../../core/api/datasets.ts';

/** Names of formats are names: they are the same in every language. */
const rdf = [['Turtle', 'ttl'], ['JSON-LD', 'jsonld'], ['RDF/XML', 'rdf'], ['N-Triples', 'nt']] as const;

/** The same description for machines: RDF by format, FHIR as Library. */
export const Formats = ({ summary }: { summary: DatasetSummary }) => {
  const { t } = useTranslation();
  const base = `/dataset/${encodeURIComponent(summary.id)}`;
  return (
    <section aria-labelledby="formats">
      <Heading level={2} data-size="sm" id="formats">{t('dataset.part.formats')}</Heading>
      <Paragraph>{t('dataset.formats')}</Paragraph>
      <div className="row">
        {rdf.map(([name, format]) => <a key={format} href={`${base}?format=${format}`}>{name}</a>)}
        <a href={`/fhir/Library/${encodeURIComponent(summary.id)}`}>{t('dataset.fhir')}</a>
      </div>
    </section>
  );
};
