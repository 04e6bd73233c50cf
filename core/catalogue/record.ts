import type { LangText } from '../languages.ts';

/** Typed view of one dataset description, derived from its RDF (catalogue.md §1.5). The RDF is the truth, this is for screens,
 *  search and FHIR. Dates stay as given (`2024`, `2024-03`, `2024-03-31`, or an instant). Controlled values are IRIs. */
export type Agent = {
  readonly iri: string;
  readonly name: LangText;
  readonly type?: string;
  readonly email?: string;
  readonly page?: string;
  readonly telephone?: readonly string[];
  readonly note?: LangText;
  readonly identifier?: readonly string[];
  readonly homepage?: string;
  readonly trustedHolder?: boolean;
};

export type ContactPoint = { readonly iri?: string; readonly name?: LangText; readonly email?: string; readonly url?: string; readonly telephone?: string };

export type Period = { readonly start?: string; readonly end?: string };

export type Distribution = {
  readonly iri: string;
  readonly kind: 'distribution' | 'sample' | 'analytics';
  readonly title?: LangText;
  readonly description?: LangText;
  readonly accessUrl: readonly string[];
  readonly downloadUrl: readonly string[];
  readonly format?: string;
  readonly mediaType?: string;
  readonly licence?: string;
  readonly rights?: LangText;
  readonly availability?: string;
  readonly status?: string;
  readonly byteSize?: number;
  readonly legislation: readonly string[];
  readonly language: readonly string[];
  readonly issued?: string;
  readonly modified?: string;
  readonly checksum?: { readonly algorithm: string; readonly value: string };
  readonly conformsTo: readonly string[];
};

export type Variable = { readonly name: string; readonly title: LangText; readonly description: LangText; readonly datatype?: string; readonly propertyUrl?: string };
export type VariableTable = { readonly title: LangText; readonly url?: string; readonly variables: readonly Variable[] };

export type AccessLevel = 'PUBLIC' | 'RESTRICTED' | 'NON_PUBLIC';

export type DatasetRecord = {
  readonly iri: string;
  readonly kind: 'dataset' | 'series';
  readonly identifier: readonly string[];
  readonly otherIdentifier: readonly { readonly notation: string; readonly agency?: string }[];
  readonly title: LangText;
  readonly alternative: readonly LangText[];
  readonly description: LangText;
  readonly keyword: Readonly<Record<string, readonly string[]>>;
  readonly accessRights?: string;
  readonly accessLevel?: AccessLevel;
  readonly legislation: readonly string[];
  readonly theme: readonly string[];
  readonly healthCategory: readonly string[];
  readonly healthTheme: readonly string[];
  readonly type: readonly string[];
  readonly codingSystem: readonly string[];
  readonly codeValues: readonly string[];
  readonly conformsTo: readonly string[];
  readonly publisher?: Agent;
  readonly custodian?: Agent;
  readonly hdab?: Agent;
  readonly hdabCoordinator?: Agent;
  readonly creator: readonly Agent[];
  readonly contactPoint: readonly ContactPoint[];
  readonly hasStructuredData?: boolean;
  readonly variables: readonly VariableTable[];
  readonly minTypicalAge?: number;
  readonly maxTypicalAge?: number;
  readonly numberOfRecords?: number;
  readonly numberOfUniqueIndividuals?: number;
  readonly populationCoverage: LangText;
  readonly provenance: LangText;
  readonly purpose: readonly LangText[];
  readonly legalBasis: readonly string[];
  readonly personalData: readonly string[];
  readonly retentionPeriod?: Period;
  readonly temporal: readonly Period[];
  readonly temporalResolution?: string;
  readonly spatial: readonly string[];
  readonly frequency?: string;
  readonly language: readonly string[];
  readonly activity: readonly string[];
  readonly quality: readonly string[];
  readonly landingPage: readonly string[];
  readonly page: readonly string[];
  readonly isReferencedBy: readonly string[];
  readonly source: readonly string[];
  readonly relation: readonly string[];
  readonly inSeries: readonly string[];
  readonly version?: string;
  readonly versionNotes?: LangText;
  readonly issued?: string;
  readonly modified?: string;
  readonly distribution: readonly Distribution[];
  readonly trustedHolder: boolean;
};
