import type { TFunction } from 'i18next';
import type { DatasetSummary } from '../../../../core/api/datasets.ts';
import type { Agent, DatasetRecord, Period } from '../../../../core/catalogue/record.ts';
import type { Format } from '../../format/use-format.ts';
import type { Fact } from '../../ui/fact-list.tsx';
import { LangTextView, plainText } from '../../ui/lang-text.tsx';
import { periodText } from '../search/result.tsx';

export type FactGroup = { key: 'whose' | 'data' | 'content' | 'law' | 'about'; facts: readonly Fact[] };

const lastPart = (iri: string): string => decodeURIComponent(iri.split(/[/#]/).filter((part) => part !== '').at(-1) ?? iri);
const codes = (iris: readonly string[] | undefined): string | undefined => (iris === undefined || iris.length === 0 ? undefined : iris.map(lastPart).join(', '));
const has = (text: Readonly<Record<string, unknown>> | undefined): boolean => text !== undefined && Object.keys(text).length > 0;

const safeLink = (address: string): boolean => /^https?:\/\//.test(address);
const Links = ({ addresses }: { addresses: readonly string[] }) => (
  <ul className="plain-list">{addresses.map((address) => <li key={address}>{safeLink(address) ? <a href={address} rel="noopener">{address}</a> : address}</li>)}</ul>
);
const links = (addresses: readonly string[] | undefined) => (addresses === undefined || addresses.length === 0 ? undefined : <Links addresses={addresses} />);

const AgentView = ({ agent }: { agent: Agent }) => (
  <>
    <LangTextView value={agent.name} />
    {agent.email !== undefined && <> · <a href={agent.email.startsWith('mailto:') ? agent.email : `mailto:${agent.email}`}>{agent.email.replace('mailto:', '')}</a></>}
    {agent.homepage !== undefined && safeLink(agent.homepage) && <> · <a href={agent.homepage} rel="noopener">{agent.homepage}</a></>}
  </>
);
const agent = (one: Agent | undefined) => (one === undefined ? undefined : <AgentView agent={one} />);
const periods = (all: readonly Period[] | undefined, format: Format): string | undefined =>
  all === undefined || all.length === 0 ? undefined : all.map((one) => periodText({ ...one }, format.loose)).filter((one) => one !== undefined).join(', ');

const ages = (record: DatasetRecord, t: TFunction): string | undefined =>
  record.minTypicalAge === undefined && record.maxTypicalAge === undefined ? undefined : t('dataset.ages', { from: record.minTypicalAge ?? 0, to: record.maxTypicalAge ?? '…' });

/** The facts of a dataset in the order a researcher asks for them. Codes come as labels where the server gives them, else as their last part. */
export const datasetFacts = (summary: DatasetSummary, record: DatasetRecord | undefined, t: TFunction, format: Format, language: string): FactGroup[] => {
  const fact = (key: string, value: Fact['value']): Fact => ({ label: t(`dataset.fact.${key}`), value });
  const number = (value: number | undefined): string | undefined => (value === undefined ? undefined : format.number(value));
  const text = (value: Readonly<Record<string, string>> | undefined) => (has(value) ? <LangTextView value={value} /> : undefined);
  return [
    { key: 'whose', facts: [
      fact('holder', agent(record?.custodian) ?? summary.holder),
      fact('publisher', agent(record?.publisher) ?? summary.publisher),
      fact('hdab', agent(record?.hdab) ?? summary.hdab),
      fact('contact', record?.contactPoint.map((one) => plainText(one.name, language) || one.email?.replace('mailto:', '') || one.url).filter((one) => one !== undefined).join(', ')),
    ] },
    { key: 'data', facts: [
      fact('period', periods(record?.temporal, format) ?? periodText(summary.period, format.loose)),
      fact('individuals', number(record?.numberOfUniqueIndividuals ?? summary.individuals)),
      fact('records', number(record?.numberOfRecords ?? summary.records)),
      fact('ages', record === undefined ? undefined : ages(record, t)),
      fact('population', text(record?.populationCoverage)),
      fact('spatial', codes(record?.spatial)),
      fact('frequency', record?.frequency === undefined ? undefined : lastPart(record.frequency)),
      fact('languages', record?.language.map((one) => lastPart(one)).join(', ')),
    ] },
    { key: 'content', facts: [
      fact('categories', codes(summary.healthCategory)),
      fact('themes', codes(summary.healthTheme)),
      fact('type', codes(record?.type)),
      fact('coding', codes(record?.codingSystem)),
      fact('keywords', (record?.keyword[language] ?? record?.keyword.en ?? Object.values(record?.keyword ?? {})[0])?.join(', ')),
      fact('provenance', text(record?.provenance)),
    ] },
    { key: 'law', facts: [
      fact('legislation', links(record?.legislation)),
      fact('legalBasis', codes(record?.legalBasis)),
      fact('personalData', codes(record?.personalData)),
      fact('retention', record?.retentionPeriod === undefined ? undefined : periodText({ ...record.retentionPeriod }, format.loose)),
    ] },
    { key: 'about', facts: [
      fact('identifier', record?.identifier.join(', ')),
      fact('version', record?.version),
      fact('issued', record?.issued === undefined ? undefined : format.loose(record.issued)),
      fact('modified', summary.modified === undefined ? undefined : format.loose(summary.modified)),
      fact('landingPage', links(record?.landingPage)),
      fact('documentation', links(record?.page)),
      fact('publications', links(record?.isReferencedBy)),
      fact('alsoPublishedBy', summary.alsoPublishedBy?.map((one) => format.country(one.node)).join(', ')),
    ] },
  ];
};
