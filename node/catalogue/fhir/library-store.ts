import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { vocabularyNamed } from '../../../mappings/vocabularies/index.ts';
import type { Db } from '../../storage/db.ts';
import type { StoredRecord, StoredVersion } from '../store.ts';
import type { Asked, ParameterType } from './parameter.ts';
import { dateOf, numberOf, readPrefixed } from './parameter.ts';

type Condition = RawBuilder<unknown>;
type Definition = { readonly type: ParameterType; readonly doc: string; readonly own?: boolean; readonly where: (asked: Asked) => Condition; readonly present: Condition };

const any = (conditions: readonly Condition[]): Condition => (conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`);
// jsonpath has no union of paths: those with a comma are read one after the other
const path = (expression: string): Condition =>
  sql`(${sql.join(expression.split(',').map((one) => sql`select jsonb_path_query(v.record, ${sql.lit(one.trim())}::jsonpath)`), sql` union all `)})`;
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Starts with (default), contains, or is exactly; accents and case folded but for exact (R4 §3.1.1.4.10). */
const textMatches = (column: Condition, asked: Asked): Condition =>
  any(asked.values.map((value) => (asked.modifier === 'exact' ? sql`${column} = ${value}` : sql`catalogue_fold(${column}) like catalogue_fold(${asked.modifier === 'contains' ? `%${like(value)}%` : `${like(value)}%`})`)));

/** The name of a Library is made from its title (to-library.ts): both sides lose accents, and what is neither letter nor digit becomes an underscore. */
const nameMatches = (column: Condition, modifier: Asked['modifier'], value: string): Condition => {
  const plain = (term: Condition): Condition => sql`btrim(regexp_replace(catalogue_fold(${term}), '[^a-z0-9]+', '_', 'g'), '_')`;
  const wanted = plain(sql`${value.replace(/^D_(?=\d)/, '')}::text`);
  if (modifier === 'exact') return sql`${plain(column)} = ${wanted}`;
  return modifier === 'contains' ? sql`position(${wanted} in ${plain(column)}) > 0` : sql`starts_with(${plain(column)}, ${wanted})`;
};

/** `FR` and `urn:iso:std:iso:3166|FR` are the country as the Publications Office writes it. */
const countryIris = (value: string): readonly string[] => {
  const [system, code = ''] = value.includes('|') ? [value.slice(0, value.lastIndexOf('|')), value.slice(value.lastIndexOf('|') + 1)] : ['', value];
  const iso = system === '' || system === 'urn:iso:std:iso:3166' ? vocabularyNamed('country')?.concepts.filter(({ alpha2 }) => alpha2 === code.toUpperCase()).map(({ iri }) => iri) : [];
  return [...(system === 'urn:iso:std:iso:3166' ? [] : [value]), ...(iso ?? [])];
};

/** Every Library carries its RDF, and those with variables their list (content.ts). */
const contentTypeMatches = (type: string): Condition => {
  if (type === 'text/turtle') return sql`true`;
  if (type === 'application/csvm+json') return sql`jsonb_array_length(coalesce(v.record->'variables', '[]')) > 0`;
  return sql`exists (select 1 from ${path('$.distribution[*].mediaType')} as p(x) where right(x #>> '{}', ${type.length + 1}) = ${`/${type}`})`;
};

const text = (doc: string, expression: string, own = false): Definition => ({
  type: 'string', doc, own, present: sql`exists (select 1 from ${path(expression)} as p(x))`,
  where: (asked) => sql`exists (select 1 from ${path(expression)} as p(x) where ${textMatches(sql`x #>> '{}'`, asked)})`,
});

/** `system|code`, `code`, `|code` or the whole IRI, against stored IRIs. */
const iriMatches = (column: Condition, value: string): Condition => {
  const [system, code] = value.includes('|') ? [value.slice(0, value.lastIndexOf('|')), value.slice(value.lastIndexOf('|') + 1)] : [undefined, value];
  if (system === undefined || system === '') return /^[a-z][a-z0-9+.-]*:/i.test(code) ? sql`${column} = ${code}` : sql`regexp_replace(${column}, '^.*[/#]', '') = ${code}`;
  if (code === '') return sql`starts_with(${column}, ${system})`;
  return sql`${column} in (${`${system.replace(/[/#]$/, '')}/${code}`}, ${`${system.replace(/#$/, '')}#${code}`})`;
};

const negated = (asked: Asked, condition: Condition): Condition => (asked.modifier === 'not' ? sql`not ${condition}` : condition);

const token = (doc: string, expression: string, { own = false, asIris = (value: string): readonly string[] => [value] } = {}): Definition => ({
  type: 'token', doc, own, present: sql`exists (select 1 from ${path(expression)} as p(x))`,
  where: (asked) => negated(asked, sql`exists (select 1 from ${path(expression)} as p(x) where ${any(asked.values.flatMap(asIris).map((value) => iriMatches(sql`(x #>> '{}')`, value)))})`),
});

const bareToken = (doc: string, column: Condition, own = false): Definition => ({
  type: 'token', doc, own, present: sql`${column} is not null`,
  where: (asked) => negated(asked, any(asked.values.map((value) => sql`${column} = ${value.slice(value.lastIndexOf('|') + 1)}`))),
});

const links = (doc: string, expression: string, type: 'reference' | 'uri' = 'reference', own = false): Definition => ({
  type, doc, own, present: sql`exists (select 1 from ${path(expression)} as p(x))`,
  where: (asked) => sql`exists (select 1 from ${path(expression)} as p(x) where ${any(asked.values.map((value) => sql`(x #>> '{}') = ${value}`))})`,
});

/** Dates of any precision compare on the part both have: ISO text sorts like time. */
const dateMatches = (name: string, column: Condition, text: string): Condition => {
  const { prefix, value } = readPrefixed(text);
  const date = dateOf(name, value);
  const cut = sql`left(${column}, ${date.length})`;
  const shorter = sql`left(${date}, length(${column}))`;
  switch (prefix) {
    case 'eq': return sql`(${cut} = ${date})`;
    case 'ne': return sql`(${cut} <> ${date})`;
    case 'gt': return sql`(${cut} > ${shorter})`;
    case 'ge': return sql`(${cut} >= ${shorter})`;
    case 'lt': return sql`(${cut} < ${shorter})`;
    case 'le': return sql`(${cut} <= ${shorter})`;
  }
};

const date = (doc: string, column: Condition): Definition => ({ type: 'date', doc, present: sql`${column} is not null`, where: (asked) => any(asked.values.map((value) => dateMatches(asked.name, column, value))) });

const operators = { eq: sql`=`, ne: sql`<>`, gt: sql`>`, lt: sql`<`, ge: sql`>=`, le: sql`<=` } as const;
const compare = (name: string, column: Condition, text: string): Condition => {
  const { prefix, value } = readPrefixed(text);
  return sql`(${column} ${operators[prefix]} ${numberOf(name, value)})`;
};
const number = (doc: string, column: Condition): Definition => ({ type: 'number', doc, own: true, present: sql`${column} is not null`, where: (asked) => any(asked.values.map((value) => compare(asked.name, column, value))) });

const agent = (doc: string, role: string): Definition => ({
  type: 'reference', doc, own: true, present: sql`v.record ? ${sql.lit(role)}`,
  where: (asked) => any(asked.values.map((value) => sql`v.record->${sql.lit(role)}->>'iri' in (select iri from catalogue_agent where id::text = ${value.split('/').at(-1) ?? ''} or iri = ${value})`)),
});

const minAge = sql`(v.record->>'minTypicalAge')::numeric`;
const maxAge = sql`(v.record->>'maxTypicalAge')::numeric`;
/** An age lies in what the record states; an open end is open. */
const ageMatches = (name: string, text: string): Condition => {
  const { prefix, value } = readPrefixed(text.split('|')[0] ?? '');
  const years = numberOf(name, value);
  const known = sql`(v.record ? 'minTypicalAge' or v.record ? 'maxTypicalAge')`;
  if (prefix === 'gt' || prefix === 'ge') return sql`(${known} and coalesce(${maxAge}, 999) ${operators[prefix]} ${years})`;
  if (prefix === 'lt' || prefix === 'le') return sql`(${known} and coalesce(${minAge}, 0) ${operators[prefix]} ${years})`;
  const inside = sql`(${known} and coalesce(${minAge}, 0) <= ${years} and coalesce(${maxAge}, 999) >= ${years})`;
  return prefix === 'ne' ? sql`not ${inside}` : inside;
};
const codes = '$.codeValues[*]';
const focus = token('code values the dataset is about', codes);
const age: Definition = { type: 'quantity', doc: 'typical age in years', present: sql`(v.record ? 'minTypicalAge' or v.record ? 'maxTypicalAge')`, where: (asked) => any(asked.values.map((value) => ageMatches(asked.name, value))) };
const parted = (value: string): [string, string] => [value.split('$')[0] ?? '', value.split('$').slice(1).join('$')];
const contextType: Definition = {
  type: 'token', doc: 'age or focus', present: sql`true`,
  where: (asked) => negated(asked, any(asked.values.map((value) => (value.endsWith('age') ? age.present : value.endsWith('focus') ? focus.present : sql`false`)))),
};
const composite = (kind: 'age' | 'focus', inner: Definition): Definition => ({
  type: 'composite', doc: `${kind} and its value, joined by $`, present: inner.present,
  where: (asked) => any(asked.values.map((value) => {
    const [type, rest] = parted(value);
    return type.endsWith(kind) ? inner.where({ ...asked, values: [rest] }) : sql`false`;
  })),
});

/** Search parameters of Library (catalogue.md §4.5): the one table that search, CapabilityStatement and SearchParameter are made from. */
export const libraryParameters: Readonly<Record<string, Definition>> = {
  _id: bareToken('id', sql`r.id::text`),
  _lastUpdated: date('when the record changed', sql`to_char(r.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
  _tag: bareToken('dataset or series', sql`r.kind`),
  _profile: { type: 'uri', doc: 'no profile is stated', present: sql`false`, where: () => sql`false` },
  url: { type: 'uri', doc: 'dataset IRI', present: sql`true`, where: (asked) => any(asked.values.map((value) => sql`r.iri = ${value}`)) },
  identifier: { type: 'token', doc: 'own or earlier identifier', present: sql`true`, where: (asked) => negated(asked, sql`r.keys && ${asked.values.flatMap((value) => [`any:${value.slice(value.lastIndexOf('|') + 1)}`, `iri:${value}`])}::text[]`) },
  version: bareToken('version of the data', sql`v.record->>'version'`),
  status: { type: 'token', doc: 'active', present: sql`true`, where: (asked) => negated(asked, asked.values.some((value) => value.endsWith('active')) ? sql`true` : sql`false`) },
  type: { type: 'token', doc: 'asset-collection', present: sql`true`, where: (asked) => negated(asked, asked.values.some((value) => value.endsWith('asset-collection')) ? sql`true` : sql`false`) },
  name: {
    type: 'string', doc: 'computer-friendly name: the title with underscores, in any language', present: sql`true`,
    where: (asked) => sql`exists (select 1 from ${path('$.title.*')} as p(x) where ${any(asked.values.map((value) => nameMatches(sql`x #>> '{}'`, asked.modifier, value)))})`,
  },
  title: text('title in any language', '$.title.*'),
  description: text('description in any language', '$.description.*'),
  publisher: text('name of the publisher', '$.publisher.name.*'),
  topic: token('theme, health category or health theme', '$.theme[*], $.healthCategory[*], $.healthTheme[*]'),
  jurisdiction: token('place: ISO 3166 country, or a place of a European list', '$.spatial[*]', { asIris: countryIris }),
  date: date('when the data changed', sql`v.record->>'modified'`),
  effective: {
    type: 'date', doc: 'period covered', present: sql`exists (select 1 from ${path('$.temporal[*]')} as p(x))`,
    where: (asked) => any(asked.values.map((value) => {
      const { prefix, value: wanted } = readPrefixed(value);
      const day = dateOf(asked.name, wanted);
      const start = sql`coalesce(x->>'start', '0000')`;
      const end = sql`coalesce(x->>'end', '9999')`;
      const overlap = prefix === 'gt' || prefix === 'ge' ? sql`${end} >= ${day}` : prefix === 'lt' || prefix === 'le' ? sql`${start} <= ${day}` : sql`left(${start}, ${day.length}) <= ${day} and left(${end}, ${day.length}) >= left(${day}, length(${end}))`;
      return sql`exists (select 1 from ${path('$.temporal[*]')} as p(x) where ${overlap})`;
    })),
  },
  'content-type': {
    type: 'token', doc: 'media type of a content: distributions, the list of variables, the RDF itself', present: sql`true`,
    where: (asked) => negated(asked, any(asked.values.map((value) => contentTypeMatches(value.slice(value.lastIndexOf('|') + 1))))),
  },
  context: focus, 'context-type': contextType, 'context-quantity': age, 'context-type-value': composite('focus', focus), 'context-type-quantity': composite('age', age),
  'depends-on': links('not stated by datasets', '$.dependsOn[*]'),
  'derived-from': links('dataset it was made from', '$.source[*]'),
  'composed-of': links('members of a series', '$.composedOf[*]'),
  predecessor: links('earlier version', '$.previousVersion[*]'),
  successor: links('other versions', '$.hasVersion[*]'),
  hdab: agent('health data access body', 'hdab'), custodian: agent('health data holder', 'custodian'), 'publisher-org': agent('publisher', 'publisher'),
  'access-rights': token('access level', '$.accessRights', { own: true }),
  'coding-system': token('coding system', '$.codingSystem[*]', { own: true }),
  'personal-data': token('kind of personal data', '$.personalData[*]', { own: true }),
  'publisher-type': token('type of the publisher', '$.publisher.type', { own: true }),
  node: bareToken('node whose record it is', sql`r.node`, true),
  records: number('number of records', sql`(v.record->>'numberOfRecords')::numeric`),
  individuals: number('number of individuals', sql`(v.record->>'numberOfUniqueIndividuals')::numeric`),
  variable: text('name or title of a variable', '$.variables[*].variables[*].name, $.variables[*].variables[*].title.*', true),
};

export type LibraryRow = StoredRecord & { readonly v: Pick<StoredVersion, 'number' | 'version' | 'record' | 'at'> };
export type LibrarySort = 'title' | 'date' | '_lastUpdated';
const sortColumns: Readonly<Record<LibrarySort, Condition>> = { title: sql`r.title`, date: sql`v.record->>'modified'`, _lastUpdated: sql`r.changed_at` };

export type LibraryQuery = { readonly asked: readonly Asked[]; readonly docs: readonly number[] | undefined; readonly sort: readonly { readonly by: LibrarySort; readonly descending: boolean }[]; readonly limit: number; readonly offset: number };

const conditionOf = (asked: Asked): Condition => {
  const definition = libraryParameters[asked.name];
  if (definition === undefined) return sql`true`;
  if (asked.modifier === 'missing') return asked.values[0] === 'true' ? sql`not ${definition.present}` : definition.present;
  return definition.where(asked);
};

const from = (query: LibraryQuery): Condition => sql`
  from catalogue_record r join catalogue_version v on v.record_id = r.id and v.number = r.shown
  where r.shown is not null ${query.docs === undefined ? sql`` : sql`and r.doc = any(${query.docs as number[]}::integer[])`} ${sql.join(query.asked.map((one) => sql`and ${conditionOf(one)}`), sql` `)}`;

/** Public records as Libraries, and how many there are in all. */
export const findLibraries = async (db: Db, query: LibraryQuery): Promise<{ readonly total: number; readonly rows: readonly LibraryRow[] }> => {
  const order = [...query.sort.map(({ by, descending }) => (descending ? sql`${sortColumns[by]} desc nulls last` : sql`${sortColumns[by]} asc nulls last`)), ...(query.docs === undefined || query.sort.length > 0 ? [] : [sql`array_position(${query.docs as number[]}::integer[], r.doc)`]), sql`r.published_at`, sql`r.id`];
  const [count, rows] = await Promise.all([
    sql<{ n: number }>`select count(*)::int as n ${from(query)}`.execute(db),
    sql<LibraryRow>`select r.*, jsonb_build_object('number', v.number, 'version', v.version, 'record', v.record, 'at', to_char(v.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as v ${from(query)} order by ${sql.join(order)} limit ${query.limit} offset ${query.offset}`.execute(db),
  ]);
  return { total: count.rows[0]?.n ?? 0, rows: rows.rows };
};
