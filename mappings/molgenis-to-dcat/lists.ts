import { scheme } from '../../core/vocabulary/authority.ts';

/** Collection type → proposal for health category and activity (catalogue.md §3.6); each proposal is told as a warning. */
export const proposals: Readonly<Record<string, { readonly category: string; readonly activity: string }>> = {
  'Cohort study': { category: 'RQSH', activity: 'COHORT' },
  Registry: { category: 'MRMR', activity: 'MEDICAL_REGISTRY' },
  'Health records': { category: 'EHRS', activity: 'HOSPITAL_RECORDS' },
  'Clinical trial': { category: 'EHCT', activity: 'CLINICAL_TRIAL' },
};

export const releaseFrequency: Readonly<Record<string, string>> = { Annually: 'ANNUAL', Continuous: 'CONT', 'Closed dataset': 'NEVER', Periodically: 'IRREG' };

export const accessRights: Readonly<Record<string, string>> = { open: 'PUBLIC', public: 'PUBLIC', restricted: 'RESTRICTED', 'non public': 'NON_PUBLIC', 'non-public': 'NON_PUBLIC' };

export const legislation: Readonly<Record<string, string>> = { 'Data Governance Act': 'http://data.europa.eu/eli/reg/2022/868/oj' };

/** Format of a variable → CSVW datatype. */
export const datatypes: Readonly<Record<string, string>> = {
  continuous: 'decimal', decimal: 'decimal', integer: 'integer', binary: 'boolean', boolean: 'boolean', categorical: 'string', string: 'string', character: 'string', text: 'string', date: 'date', datetime: 'dateTime',
};

const codingSystems: Readonly<Record<string, string>> = { ICD10: 'ICD-10', ICD9CM: 'ICD-9-CM', ICPC: 'ICPC-2', SNOMED: 'SNOMED-CT', SNOMEDCT: 'SNOMED-CT', ATC: 'ATC', LOINC: 'LOINC', MEDDRA: 'MEDDRA', RXNORM: 'RXNORM' };

export const codingSystem = (name: string): string | undefined => {
  const code = codingSystems[name.toUpperCase().replace(/[^A-Z0-9]/g, '')];
  return code === undefined ? undefined : `${scheme.codingSystem}/${code}`;
};

/** Years named in age groups: `Adult (25-44 years)`, `Aged (80+ years)`, `Infant (0-23 months)`; undefined when a group says none. */
export const agesOf = (groups: readonly string[]): { readonly min?: number; readonly max?: number } => {
  const spans = groups.flatMap((group) => {
    const found = /\((\d+)(?:-(\d+)|\+)\s*(years|months)\)/.exec(group);
    if (found === null) return [];
    const inYears = (value: string | undefined): number | undefined => (value === undefined ? undefined : Math.floor(Number(value) / (found[3] === 'months' ? 12 : 1)));
    return [{ min: inYears(found[1]) ?? 0, max: inYears(found[2]) }];
  });
  if (spans.length === 0) return {};
  const open = spans.some((span) => span.max === undefined);
  return { min: Math.min(...spans.map((span) => span.min)), ...(open ? {} : { max: Math.max(...spans.map((span) => span.max ?? 0)) }) };
};

export const isPlaceholderPid = (pid: string | undefined): boolean => pid === undefined || /^https?:\/\/placeholder-pid\//.test(pid);
