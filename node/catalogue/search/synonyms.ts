/** Everyday words for concepts of the lists, by `list/CODE` and language: small, versioned, extended by hand (catalogue.md §8). Version 1, 2026-11-21.
 *  Classification codes are never implied: `cancer` does not mean ICD-10 C00-C97. */
export const synonyms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'health-theme/CANCER_DISEASE': {
    en: ['tumour', 'tumor', 'oncology', 'neoplasm'], fr: ['tumeur', 'oncologie', 'cancérologie', 'néoplasie'], de: ['Tumor', 'Onkologie', 'Krebserkrankung', 'Krebsregister'], fi: ['syöpärekisteri', 'onkologia', 'kasvain'],
    es: ['tumor', 'oncología', 'neoplasia'], it: ['cancro', 'tumore', 'oncologia'], nl: ['kanker', 'tumor', 'oncologie'], sv: ['cancer', 'tumör', 'onkologi'], pl: ['rak', 'nowotwór', 'onkologia'], pt: ['cancro', 'tumor', 'oncologia'],
  },
  'health-theme/MENTAL_HEALTH': {
    en: ['psychiatry', 'depression', 'dementia'], fr: ['psychiatrie', 'dépression', 'démence'], de: ['Psychiatrie', 'Depression', 'Demenz'], fi: ['psykiatria', 'masennus', 'dementia'], es: ['psiquiatría', 'depresión'], it: ['psichiatria', 'depressione'], sv: ['psykiatri', 'depression', 'demens'],
  },
  'health-theme/NONCOMMUNICABLE_DISEASES': {
    en: ['diabetes', 'cardiovascular', 'hypertension', 'obesity'], fr: ['diabète', 'cardiovasculaire', 'hypertension', 'obésité'], de: ['Diabetes', 'Herz-Kreislauf', 'Bluthochdruck', 'Adipositas'], fi: ['diabetes', 'sydän', 'verenpaine'], es: ['diabetes', 'cardiovascular'], it: ['diabete', 'cardiovascolare'], sv: ['diabetes', 'hjärt-kärl'],
  },
  'health-theme/RESPIRATORY_DISEASES': {
    en: ['influenza', 'tuberculosis', 'covid'], fr: ['grippe', 'tuberculose', 'covid'], de: ['Grippe', 'Tuberkulose', 'Covid'], fi: ['influenssa', 'tuberkuloosi', 'korona'], es: ['gripe', 'tuberculosis', 'covid'], it: ['influenza', 'tubercolosi', 'covid'], sv: ['influensa', 'tuberkulos', 'covid'],
  },
  'health-theme/IMMUNIZATION_DISEASES': { en: ['vaccine', 'vaccination'], fr: ['vaccin'], de: ['Impfung', 'Impfstoff'], fi: ['rokotus', 'rokote'], es: ['vacuna', 'vacunación'], it: ['vaccino', 'vaccinazione'], sv: ['vaccin', 'vaccination'] },
  'healthcategories/EHRS': { en: ['EHR'], de: ['ePA', 'Patientenakte'], fr: ['DPI'], fi: ['potilaskertomus'] },
  'healthcategories/HGPD': { en: ['genomics', 'genome'], fr: ['génomique', 'génome'], de: ['Genom', 'Genomik'], fi: ['genomi'], es: ['genómica', 'genoma'] },
  'healthcategories/RQSH': { en: ['cohort', 'questionnaire', 'survey'], fr: ['cohorte'], de: ['Kohorte', 'Befragung'], fi: ['kohortti'], es: ['cohorte', 'encuesta'] },
};
