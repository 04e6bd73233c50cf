/** Code lists of the common form (applications.md §1.2): match on the key, never on the label. Annex 5/6 of TEHDAS2 D6.3 (Central Platform Release 4). */
export type Label = Readonly<Record<'en' | 'fr' | 'de', string>>;
export type CodeList = Readonly<Record<string, Label>>;

const l = (en: string, fr: string, de: string): Label => ({ en, fr, de });

export const codeLists = {
  yesno: { a: l('Yes', 'Oui', 'Ja'), b: l('No', 'Non', 'Nein') },
  purpose: {
    a: l('Public interest in public or occupational health', 'Intérêt public dans le domaine de la santé publique ou au travail', 'Öffentliches Interesse im Bereich der öffentlichen Gesundheit oder der Gesundheit am Arbeitsplatz'),
    b: l('Policy-making and regulatory activities', 'Élaboration de politiques et activités réglementaires', 'Politikgestaltung und Regulierungstätigkeiten'),
    c: l('Official statistics', 'Statistiques officielles', 'Amtliche Statistik'),
    d: l('Education or teaching in health or care', 'Éducation ou enseignement dans le secteur de la santé ou des soins', 'Bildung oder Lehre im Gesundheits- oder Pflegebereich'),
    e: l('Scientific research in health or care', 'Recherche scientifique dans le secteur de la santé ou des soins', 'Wissenschaftliche Forschung im Gesundheits- oder Pflegebereich'),
    f: l('Improving care, treatment and health care provision', 'Amélioration des soins, des traitements et de la prestation de soins', 'Verbesserung von Pflege, Behandlung und Gesundheitsversorgung'),
  },
  person: { a: l('Legal person', 'Personne morale', 'Juristische Person'), b: l('Natural person', 'Personne physique', 'Natürliche Person') },
  format: { a: l('Anonymised', 'Anonymisées', 'Anonymisiert'), b: l('Pseudonymised', 'Pseudonymisées', 'Pseudonymisiert') },
  cohort: {
    a: l('A new cohort by criteria', 'Une nouvelle cohorte selon des critères', 'Eine neue Kohorte nach Kriterien'),
    b: l('A cohort already formed', 'Une cohorte déjà constituée', 'Eine bereits gebildete Kohorte'),
    c: l('Both', 'Les deux', 'Beides'),
    d: l('The whole population', 'La population entière', 'Die Gesamtbevölkerung'),
  },
  size: { a: l('Estimate', 'Estimation', 'Schätzung'), b: l('Exact', 'Exacte', 'Genau') },
  method: {
    a: l('Random sample', 'Échantillon aléatoire', 'Zufallsstichprobe'),
    b: l('All who fulfil the criteria', 'Toutes les personnes remplissant les critères', 'Alle, die die Kriterien erfüllen'),
    c: l('Other sample', 'Autre échantillon', 'Andere Stichprobe'),
  },
  when: { a: l('As soon as possible', 'Dès que possible', 'So bald wie möglich'), b: l('Later', 'Plus tard', 'Später') },
  gdpr6: {
    '1': l('Consent, Art. 6(1)(a)', 'Consentement, art. 6(1)(a)', 'Einwilligung, Art. 6 Abs. 1 lit. a'),
    '2': l('Contract, Art. 6(1)(b)', 'Contrat, art. 6(1)(b)', 'Vertrag, Art. 6 Abs. 1 lit. b'),
    '3': l('Legal obligation, Art. 6(1)(c)', 'Obligation légale, art. 6(1)(c)', 'Rechtliche Verpflichtung, Art. 6 Abs. 1 lit. c'),
    '4': l('Vital interests, Art. 6(1)(d)', 'Intérêts vitaux, art. 6(1)(d)', 'Lebenswichtige Interessen, Art. 6 Abs. 1 lit. d'),
    '5': l('Public task, Art. 6(1)(e)', "Mission d'intérêt public, art. 6(1)(e)", 'Öffentliche Aufgabe, Art. 6 Abs. 1 lit. e'),
    '6': l('Legitimate interests, Art. 6(1)(f)', 'Intérêts légitimes, art. 6(1)(f)', 'Berechtigte Interessen, Art. 6 Abs. 1 lit. f'),
  },
  basis: { '1': l('Public task', 'Mission publique', 'Öffentliche Aufgabe'), '2': l('Other', 'Autre', 'Andere') },
} as const satisfies Readonly<Record<string, CodeList>>;

export type CodeListName = keyof typeof codeLists | 'country';
