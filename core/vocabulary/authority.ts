/** Schemes and single IRIs of the controlled lists that code refers to by name (catalogue.md §2.1); the lists themselves are data. */
const health = 'https://hdeu-dcat.data.health.europa.eu/resource/authority/';
const eu = 'http://publications.europa.eu/resource/authority/';

export const scheme = {
  healthCategory: `${health}healthcategories`,
  healthTheme: `${health}health-theme`,
  codingSystem: `${health}coding-system`,
  standard: `${health}standard`,
  publisherType: `${health}publisher-type`,
  healthActivity: `${health}health-activity`,
  accessRight: `${eu}access-right`,
  dataTheme: `${eu}data-theme`,
  plannedAvailability: `${eu}planned-availability`,
  distributionStatus: `${eu}distribution-status`,
  frequency: `${eu}frequency`,
  datasetType: `${eu}dataset-type`,
  fileType: `${eu}file-type`,
  language: `${eu}language`,
  country: `${eu}country`,
  continent: `${eu}continent`,
  place: `${eu}place`,
  corporateBody: `${eu}corporate-body`,
  licenceType: 'http://purl.org/adms/licencetype/1.0',
  personalData: 'https://w3id.org/dpv/dpv-pd#',
  gdprBasis: 'https://w3id.org/dpv/legal/eu/gdpr#',
} as const;

export const themeHealth = `${scheme.dataTheme}/HEAL`;
export const ianaMediaTypes = 'http://www.iana.org/assignments/media-types/';
/** Regulation (EU) 2025/327, the European Health Data Space. */
export const ehdsRegulation = 'http://data.europa.eu/eli/reg/2025/327/oj';
/** The release a description is written in (CatalogRecord dct:conformsTo); IRI not confirmed by the publisher. */
export const release8 = 'https://data.health.europa.eu/healthdcat-ap/releases/release-8/';

/** The level's IRI: exactly one of them decides which shapes apply. */
export const accessRight = {
  PUBLIC: `${scheme.accessRight}/PUBLIC`,
  RESTRICTED: `${scheme.accessRight}/RESTRICTED`,
  NON_PUBLIC: `${scheme.accessRight}/NON_PUBLIC`,
} as const;
