import type { LangText } from '../languages.ts';

/** One text as it stands, with the tag it carries; no `lang` means nobody stated a language. */
export type Text = { readonly text: string; readonly lang?: string };

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
  readonly mailbox?: string;
  /** IRI of the cv:ContactPoint, when it has one. */
  readonly contactIri?: string;
  readonly openingHours?: readonly OpeningHours[];
  readonly specialOpeningHours?: readonly OpeningHours[];
};

export type OpeningHours = { readonly iri?: string; readonly description: LangText; readonly frequency?: string };

export type ContactPoint = { readonly iri?: string; readonly name?: LangText; readonly email?: string; readonly url?: string; readonly telephone?: string };

export type Period = { readonly iri?: string; readonly start?: string; readonly end?: string };

/** A dcat:DataService that serves a distribution (catalogue.md §1.8). */
export type DataService = {
  readonly iri?: string;
  readonly title: LangText;
  readonly description?: LangText;
  readonly endpointUrl: readonly string[];
  readonly endpointDescription?: readonly string[];
  readonly servesDataset?: readonly string[];
  readonly format?: readonly string[];
  readonly licence?: string;
  readonly accessRights?: string;
  readonly conformsTo?: readonly string[];
  readonly landingPage?: readonly string[];
  readonly legislation?: readonly string[];
};

/** A dct:Location that is more than an IRI of a list. Geometries are WKT or GeoJSON literals as given, `text^^datatype` kept apart. */
export type Location = { readonly iri?: string; readonly label?: LangText; readonly bbox?: string; readonly centroid?: string; readonly geometry?: string };
export type LegalBasis = { readonly iri?: string; readonly description?: LangText; readonly source?: readonly string[] };
export type Activity = { readonly iri?: string; readonly type?: readonly string[]; readonly label?: LangText; readonly startedAt?: string; readonly endedAt?: string };
export type QualityAnnotation = { readonly iri?: string; readonly body?: readonly string[]; readonly target?: readonly string[]; readonly motivatedBy?: readonly string[] };
/** A statement in words that may have an IRI of its own: provenance, rights, purpose. */
export type Statement = { readonly iri?: string; readonly text: LangText };
export type QualifiedRelation = { readonly iri?: string; readonly relation: readonly string[]; readonly role: readonly string[] };
export type QualifiedAttribution = { readonly iri?: string; readonly agent?: Agent; readonly role: readonly string[] };

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
  readonly compressFormat?: string;
  readonly packageFormat?: string;
  readonly page?: readonly string[];
  readonly policy?: string;
  readonly spatialResolution?: string;
  readonly temporalResolution?: string;
  readonly accessService?: readonly DataService[];
  readonly rightsIri?: string;
  /** dct:type of the licence document. */
  readonly licenceType?: string;
};

export type Variable = { readonly iri?: string; readonly number?: number; readonly name: string; readonly title: LangText; readonly description: LangText; readonly datatype?: string; readonly propertyUrl?: string };
export type VariableTable = {
  readonly iri?: string;
  readonly name?: string;
  readonly keyword?: readonly Text[];
  /** The csvw:TableGroup the table hangs on. */
  readonly group?: { readonly iri?: string; readonly title: LangText };
  readonly title: LangText;
  readonly url?: string;
  readonly variables: readonly Variable[];
};

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
  readonly hasVersion?: readonly string[];
  readonly spatialResolution?: string;
  /** Nodes behind the plain fields above, where the description says more than a value: absent when there is no more to say. */
  readonly provenanceStatement?: readonly Statement[];
  readonly purposeStatement?: readonly Statement[];
  readonly legalBasisNode?: readonly LegalBasis[];
  readonly activityNode?: readonly Activity[];
  readonly qualityAnnotation?: readonly QualityAnnotation[];
  readonly location?: readonly Location[];
  readonly qualifiedRelation?: readonly QualifiedRelation[];
  readonly qualifiedAttribution?: readonly QualifiedAttribution[];
  readonly populationCoverageText?: readonly Text[];
};
