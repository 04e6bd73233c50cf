import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';

/** Names of formats are names: the same in every language. */
const names: Record<string, string> = { 'text/turtle': 'Turtle', 'application/ld+json': 'JSON-LD', 'application/rdf+xml': 'RDF/XML', 'application/n-triples': 'N-Triples', 'application/fhir+json': 'FHIR Library' };

/** The same description for machines. */
export const Formats = ({ detail }: { detail: DatasetDetail }) => {
  const { t } = useTranslation();
  const formats = detail.formats.filter((format) => format.mediaType !== 'text/html');
  if (formats.length === 0) return null;
  return (
    <section aria-labelledby="formats">
      <Heading level={2} data-size="sm" id="formats">{t('dataset.part.formats')}</Heading>
      <Paragraph>{t('dataset.formats')}</Paragraph>
      <div className="row">{formats.map((format) => <a key={`${format.mediaType} ${format.href}`} href={format.href}>{names[format.mediaType] ?? format.mediaType}</a>)}</div>
    </section>
  );
};
