import type { TFunction } from 'i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import type { Format } from '../../format/use-format.ts';
import type { Fact } from '../../ui/fact-list.tsx';
import { ForeignText } from '../../ui/lang-text.tsx';
import { periodText } from '../search/result.tsx';

export type FactGroup = { key: 'whose' | 'data' | 'content' | 'law' | 'about'; facts: readonly Fact[] };
type Agent = NonNullable<DatasetDetail['agents']['hdab']>;

const safeLink = (address: string): boolean => /^https?:\/\//.test(address);
const Links = ({ addresses }: { addresses: readonly string[] }) => (
  <ul className="plain-list">{addresses.map((address) => <li key={address}>{safeLink(address) ? <a href={address} rel="noopener">{address}</a> : address}</li>)}</ul>
);
const links = (addresses: readonly string[] | undefined) => (addresses === undefined || addresses.length === 0 ? undefined : <Links addresses={addresses} />);
const joined = (texts: readonly string[] | undefined): string | undefined => (texts === undefined || texts.length === 0 ? undefined : texts.join(', '));

const AgentView = ({ agent }: { agent: Agent }) => (
  <>
    <ForeignText text={agent.name} lang={agent.lang} />
    {agent.email !== undefined && <> · <a href={`mailto:${agent.email.replace('mailto:', '')}`}>{agent.email.replace('mailto:', '')}</a></>}
    {agent.page !== undefined && safeLink(agent.page) && <> · <a href={agent.page} rel="noopener">{agent.page}</a></>}
  </>
);
const agent = (one: Agent | undefined) => (one === undefined ? undefined : <AgentView agent={one} />);

const Contacts = ({ detail }: { detail: DatasetDetail }) => (
  <ul className="plain-list">
    {detail.contact.map((one, index) => (
      <li key={index}>
        {[one.name, one.telephone].filter((part) => part !== undefined).join(', ')} {one.email !== undefined && <a href={`mailto:${one.email.replace('mailto:', '')}`}>{one.email.replace('mailto:', '')}</a>} {one.url !== undefined && safeLink(one.url) && <a href={one.url} rel="noopener">{one.url}</a>}
      </li>
    ))}
  </ul>
);

// European Legislation Identifier: eli/{reg|dir|dec}/{year}/{number}
const eli = /\/eli\/(reg|dir|dec)\/(\d{4})\/(\d+)/;
/** "Regulation (EU) 2025/327" for the address of a Union act; another address as its label says. */
const lawName = (law: { value: string; label: string }, t: TFunction): string => {
  const [, kind, year, number] = eli.exec(law.value) ?? [];
  return kind === undefined ? law.label : t(`dataset.law.${kind}`, { number: kind === 'reg' && Number(year) < 2015 ? `${number}/${year}` : `${year}/${number}` });
};

const ages = ({ numbers }: DatasetDetail, t: TFunction): string | undefined =>
  numbers.minAge === undefined && numbers.maxAge === undefined ? undefined : t('dataset.ages', { from: numbers.minAge ?? 0, to: numbers.maxAge ?? '…' });

const keywords = (detail: DatasetDetail, language: string): string | undefined => {
  const own = detail.keywords.filter((one) => one.lang === language);
  return joined((own.length > 0 ? own : detail.keywords).map((one) => one.text));
};

/** The facts of a dataset in the order a researcher asks for them; labels of controlled values come from the server in the reader's language. */
export const datasetFacts = (detail: DatasetDetail, t: TFunction, format: Format): FactGroup[] => {
  const { agents, numbers, periods, text } = detail;
  const fact = (key: string, value: Fact['value']): Fact => ({ label: t(`dataset.fact.${key}`), value });
  const number = (value: number | undefined): string | undefined => (value === undefined ? undefined : format.number(value));
  const values = (property: string): string | undefined => joined(detail.values[property]?.map((one) => one.label));
  const foreign = (words: string | undefined) => (words === undefined || words === '' ? undefined : <ForeignText text={words} lang={text.lang} />);
  return [
    { key: 'whose', facts: [
      fact('holder', agent(agents.custodian) ?? detail.summary.holder),
      fact('publisher', agent(agents.publisher)),
      fact('hdab', agent(agents.hdab)),
      fact('trusted', detail.trustedHolder ? t('answer.yes') : undefined),
      fact('creator', joined(agents.creator.map((one) => one.name))),
      fact('contact', detail.contact.length === 0 ? undefined : <Contacts detail={detail} />),
    ] },
    { key: 'data', facts: [
      fact('period', joined(periods.temporal.map((one) => periodText(one, format.loose)).filter((one) => one !== undefined))),
      fact('individuals', number(numbers.individuals)),
      fact('records', number(numbers.records)),
      fact('ages', ages(detail, t)),
      fact('population', foreign(text.population)),
      fact('spatial', values('spatial')),
      fact('frequency', values('frequency')),
      fact('languages', values('language')),
    ] },
    { key: 'content', facts: [
      fact('purpose', foreign(joined(text.purpose))),
      fact('categories', values('healthCategory')),
      fact('themes', values('healthTheme')),
      fact('type', values('type')),
      fact('coding', values('codingSystem')),
      fact('codes', joined(detail.codeValues)),
      fact('conformsTo', values('conformsTo')),
      fact('keywords', keywords(detail, format.language)),
      fact('provenance', foreign(text.provenance)),
    ] },
    { key: 'law', facts: [
      fact('legislation', joined(detail.values['legislation']?.map((law) => lawName(law, t)))),
      fact('legalBasis', values('legalBasis')),
      fact('personalData', values('personalData')),
      fact('retention', periods.retention === undefined ? undefined : periodText(periods.retention, format.loose)),
    ] },
    { key: 'about', facts: [
      fact('identifier', joined(detail.identifiers.map((one) => one.value))),
      fact('published', detail.publishedAt === undefined ? undefined : format.loose(detail.publishedAt)),
      fact('modified', detail.summary.modified === undefined ? format.loose(detail.changedAt) : format.loose(detail.summary.modified)),
      fact('landingPage', links(detail.links.landingPage)),
      fact('documentation', links(detail.links.page)),
      fact('publications', links(detail.links.isReferencedBy)),
      fact('from', detail.chain.length < 2 ? undefined : detail.chain.map((one) => one.publisher).join(' → ')),
      fact('alsoPublishedBy', joined(detail.alsoPublishedBy.map((one) => format.country(one.node)))),
    ] },
  ];
};
