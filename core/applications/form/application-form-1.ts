import type { FormItem } from './item.ts';
import { item, when } from './item.ts';

/** The common application, short form 1.0: the starred fields of annexes 5 and 6 that a short application cannot be without, with their
 *  real linkIds (applications.md §1.3). A new version is published beside this one; an application keeps the version it was filled in with. */
export const shortFormVersion = '1.0.0';

const summaryWithheld = 's2.theNatureOfTheProjectDoesNotLetYouProvideASummary';
const publicSector = 's3.applyingForDataOnBehalfOfPublicSector';
const purposes = 's2.purposeForWhichDataWillBeUsed';
const legal = [when('s3.legalOrNaturalPerson', 'a')];
const natural = [when('s3.legalOrNaturalPerson', 'b')];
const pseudonymised = [when('s5.formatOfTheElectronicHealthData', 'b')];
const informed = 's6.providedInformationOfTheDataUseToCorrespondingSubjects';
const mustBeTrue = true;
const help = (en: string, fr: string, de: string) => ({ en, fr, de });

const section1 = [
  item('s1.datasets', 'auto', ['Chosen datasets', 'Jeux de données choisis', 'Ausgewählte Datensätze'], { public: true }),
  item('s1.countries', 'auto', ['Countries', 'Pays', 'Länder'], { public: true }),
];

const section2 = [
  item('s2.projectName', 'string', ['Project name', 'Nom du projet', 'Name des Projekts'], { public: true, help: help('This is published.', 'Ceci est publié.', 'Dies wird veröffentlicht.') }),
  item('s2.projectLeader', 'string', ['Who is responsible: organisation or person', 'Responsable : organisation ou personne', 'Verantwortlich: Organisation oder Person'], { public: true }),
  item('s2.countryOfProjectLeader', 'choice', ['Country of the responsible organisation or person', 'Pays du responsable', 'Land der verantwortlichen Stelle'], { list: 'country', public: true }),
  item(purposes, 'choices', ['Purposes of the data use', "Finalités de l'utilisation des données", 'Zwecke der Datennutzung'], {
    list: 'purpose', public: true,
    help: help('The first three are reserved for public sector bodies and Union institutions, Art. 53(2).', "Les trois premières sont réservées aux organismes du secteur public et aux institutions de l'Union, art. 53(2).", 'Die ersten drei sind öffentlichen Stellen und Organen der Union vorbehalten, Art. 53 Abs. 2.'),
  }),
  item(summaryWithheld, 'boolean', ['No summary can be published', 'Aucun résumé ne peut être publié', 'Eine Zusammenfassung kann nicht veröffentlicht werden'], { optional: true, public: true }),
  item('s2.summaryOfTheProject', 'text', ['Summary for the public', 'Résumé pour le grand public', 'Zusammenfassung für die Öffentlichkeit'], { all: [when(summaryWithheld, false)], public: true }),
  item('s2.theNatureOfTheProjectDoesNotLetYouProvideASummaryReason', 'text', ['Why not (not published)', 'Pourquoi (non publié)', 'Warum nicht (wird nicht veröffentlicht)'], { all: [when(summaryWithheld, true)] }),
];

const section3 = [
  item(publicSector, 'choice', ['Do you apply for a public sector body or a Union institution?', "Demandez-vous pour un organisme public ou une institution de l'Union ?", 'Beantragen Sie für eine öffentliche Stelle oder ein Organ der Union?'], { list: 'yesno' }),
  item('s3.applyingForDataForCarryingOutTasks', 'choice', ['For tasks in its legal mandate?', 'Pour des tâches relevant de son mandat légal ?', 'Für Aufgaben ihres gesetzlichen Auftrags?'], { list: 'yesno', all: [when(publicSector, 'a')] }),
  item('s3.publicHealthMandate', 'choice', ['Is that mandate in public health?', 'Ce mandat relève-t-il de la santé publique ?', 'Betrifft dieser Auftrag die öffentliche Gesundheit?'], { list: 'yesno', all: [when(publicSector, 'a')] }),
  item('s3.legalOrNaturalPerson', 'choice', ['The applicant is', 'Le demandeur est', 'Antragsteller ist'], { list: 'person' }),
  item('s3.legalPersonName', 'string', ['Name of the organisation', "Nom de l'organisation", 'Name der Organisation'], { all: legal }),
  item('s3.legalPersonAddress', 'string', ['Address of the organisation', "Adresse de l'organisation", 'Anschrift der Organisation'], { all: legal }),
  item('s3.legalPersonCountry', 'choice', ['Country of the organisation', "Pays de l'organisation", 'Land der Organisation'], { list: 'country', all: legal }),
  item('s3.contactPersonName', 'string', ['Contact person', 'Personne de contact', 'Kontaktperson'], { all: legal }),
  item('s3.contactPersonEmail', 'email', ['E-mail of the contact person', 'Adresse électronique de la personne de contact', 'E-Mail der Kontaktperson'], { all: legal }),
  item('s3.naturalPersonName', 'string', ['Your name', 'Votre nom', 'Ihr Name'], { all: natural }),
  item('s3.naturalPersonEmail', 'email', ['Your e-mail', 'Votre adresse électronique', 'Ihre E-Mail'], { all: natural }),
];

const section5 = [
  item('s5.personResearchName', 'string', ['Person responsible for the research', 'Responsable de la recherche', 'Für die Forschung verantwortliche Person'], { all: [when(purposes, 'e')] }),
  item('s5.personResponsibleName', 'string', ['Person responsible for the data use', "Responsable de l'utilisation des données", 'Für die Datennutzung verantwortliche Person'], { any: ['a', 'b', 'c', 'd', 'f'].map((key) => when(purposes, key)) }),
  item('s5.whyTheDataIsNeeded', 'text', ['Why are these data needed, in this amount?', 'Pourquoi ces données sont-elles nécessaires, dans cette quantité ?', 'Warum werden diese Daten in diesem Umfang benötigt?'], { for: 'A' }),
  item('s5.whyAreTheDataRequested', 'text', ['Why are these statistics needed?', 'Pourquoi ces statistiques sont-elles nécessaires ?', 'Warum werden diese Statistiken benötigt?'], { for: 'R' }),
  item('s5.whatIsTheAimAndTopicOfTheProject', 'text', ['Aim and topic of the project', 'Objectif et thème du projet', 'Ziel und Thema des Projekts']),
  item('s5.whichAreTheExpectedBenefits', 'text', ['Expected benefits, and their link to the purposes', 'Bénéfices attendus et lien avec les finalités', 'Erwarteter Nutzen und Bezug zu den Zwecken']),
  item('s5.describeApplicantsQualification', 'text', ["Applicant's qualifications", 'Qualifications du demandeur', 'Qualifikation des Antragstellers']),
  item('s5.legalBasis', 'text', ['Law that gives the task', 'Loi qui confie la mission', 'Gesetz, das die Aufgabe überträgt'], { all: [when(purposes, 'b')] }),
  item('s5.formatOfTheElectronicHealthData', 'choice', ['Format of the data', 'Format des données', 'Form der Daten'], { list: 'format', for: 'A' }),
  item('s5.pseudonymisedLawfulness', 'boolean', ['I know that lawfulness must be explained', 'Je sais que la licéité doit être expliquée', 'Mir ist bekannt, dass die Rechtmäßigkeit zu begründen ist'], { for: 'A', all: pseudonymised, mustBeTrue }),
  item('s5.pseudonymisedEthics', 'boolean', ['I know that ethics must be explained', "Je sais que les aspects éthiques doivent être expliqués", 'Mir ist bekannt, dass ethische Aspekte zu begründen sind'], { for: 'A', all: pseudonymised, mustBeTrue }),
  item('s5.whyPseudonymised', 'text', ['Why can anonymised data not do?', 'Pourquoi des données anonymisées ne suffisent-elles pas ?', 'Warum reichen anonymisierte Daten nicht aus?'], { for: 'A', all: pseudonymised }),
];

const section6 = [
  item('s6.howWillTheDataFromDifferentSourcesBeLinked', 'text', ['How will data of different sources be linked?', 'Comment les données de différentes sources seront-elles reliées ?', 'Wie werden Daten verschiedener Quellen verknüpft?'], {
    help: help('Write "not applicable" with one source.', 'Écrivez « sans objet » avec une seule source.', 'Bei nur einer Quelle: „entfällt“.'),
  }),
  item('s6.howIsTheStudyCohortFormed', 'choice', ['How is the study cohort formed?', "Comment la cohorte de l'étude est-elle constituée ?", 'Wie wird die Studienkohorte gebildet?'], { list: 'cohort', for: 'A' }),
  item('s6.whyNeedDataOfAWholePopulation', 'text', ['Why everybody?', 'Pourquoi toute la population ?', 'Warum die Gesamtbevölkerung?'], { for: 'A', all: [when('s6.howIsTheStudyCohortFormed', 'd')] }),
  item(informed, 'choice', ['Have the data subjects been informed?', 'Les personnes concernées ont-elles été informées ?', 'Wurden die betroffenen Personen informiert?'], { list: 'yesno', for: 'A' }),
  item('s6.howProvidedInformationOfTheDataUseToCorrespondingSubjects', 'text', ['How were they informed?', 'Comment ont-elles été informées ?', 'Wie wurden sie informiert?'], { for: 'A', all: [when(informed, 'a')] }),
  item('s6.whyNotProvidedInformationOfTheDataUseToCorrespondingSubjects', 'text', ['Why not?', 'Pourquoi pas ?', 'Warum nicht?'], { for: 'A', all: [when(informed, 'b')] }),
  item('s6.sizeOfTheStudyCohort', 'integer', ['Size of the study cohort', "Taille de la cohorte de l'étude", 'Größe der Studienkohorte'], { min: 1, max: 1_000_000_000 }),
  item('s6.sizeOfTheStudyCohortEstimationOrExact', 'choice', ['That size is', 'Cette taille est', 'Diese Größe ist'], { list: 'size' }),
  item('s6.timePeriodOfDataExtraction.from', 'date', ['Data from', 'Données du', 'Daten von']),
  item('s6.timePeriodOfDataExtraction.to', 'date', ['Data to', 'Données au', 'Daten bis']),
  item('s6.extractionMethod', 'choice', ['Extraction method', "Méthode d'extraction", 'Auswahlverfahren'], { list: 'method' }),
  item('s6.sampleSize', 'string', ['Sample size: a number, or a percentage', "Taille de l'échantillon : un nombre ou un pourcentage", 'Stichprobengröße: Zahl oder Prozentsatz'], { any: [when('s6.extractionMethod', 'a'), when('s6.extractionMethod', 'c')] }),
  item('s6.samplingMethod', 'text', ['How is the sample drawn?', "Comment l'échantillon est-il tiré ?", 'Wie wird die Stichprobe gezogen?'], { all: [when('s6.extractionMethod', 'c')] }),
  item('s6.inclusionCriteria', 'text', ['Inclusion criteria', "Critères d'inclusion", 'Einschlusskriterien'], { optional: true }),
  item('s6.tabulationPlanArray', 'text', ['Tables wanted', 'Tableaux souhaités', 'Gewünschte Tabellen'], { for: 'R' }),
];

const section8 = [
  item('s8.technicalRequirementsForEnvironment', 'text', ['Tools and computing needed', 'Outils et calcul nécessaires', 'Benötigte Werkzeuge und Rechenleistung'], { for: 'A' }),
  item('s8.whenDataNeeded', 'choice', ['When are the data needed?', 'Quand les données sont-elles nécessaires ?', 'Wann werden die Daten benötigt?'], { list: 'when', for: 'A' }),
  item('s8.ifLaterWhen', 'date', ['From which date?', 'À partir de quelle date ?', 'Ab wann?'], { for: 'A', all: [when('s8.whenDataNeeded', 'b')] }),
  item('s8.estimatedStartDatesForDataProcessing', 'date', ['Processing starts', 'Début du traitement', 'Beginn der Verarbeitung'], { for: 'A' }),
  item('s8.estimatedEndDatesForDataProcessing', 'date', ['Processing ends', 'Fin du traitement', 'Ende der Verarbeitung'], { for: 'A' }),
  item('s8.periodJustification', 'text', ['Why that long?', 'Pourquoi cette durée ?', 'Warum so lange?'], { for: 'A' }),
  item('s8.willTheDataBeTransferred', 'choice', ['Processing outside the EU and EEA?', "Traitement hors de l'UE et de l'EEE ?", 'Verarbeitung außerhalb von EU und EWR?'], { list: 'yesno', for: 'A' }),
  item('s8.whichCountriesDataBeProcessed', 'text', ['In which countries?', 'Dans quels pays ?', 'In welchen Ländern?'], { for: 'A', all: [when('s8.willTheDataBeTransferred', 'a')] }),
  item('s8.whichOrganizationWillBeTheControllerOfData', 'text', ['Controller of the data', 'Responsable du traitement', 'Verantwortlicher'], { for: 'A' }),
  item('s8.complyWithDataMinimisationPrinciple', 'text', ['How is the data minimisation principle met?', 'Comment le principe de minimisation est-il respecté ?', 'Wie wird der Grundsatz der Datenminimierung eingehalten?'], { for: 'A' }),
  item('s8.safeguardsDescription', 'text', ['Safeguards against misuse and re-identification', "Garanties contre l'usage abusif et la réidentification", 'Schutzmaßnahmen gegen Missbrauch und Re-Identifizierung']),
  ...(
    [
      ['A', 'Data are used for the stated purpose only', 'Les données ne sont utilisées que pour la finalité déclarée', 'Die Daten werden nur für den angegebenen Zweck genutzt'],
      ['B', 'No data are copied out of the environment', "Aucune donnée n'est copiée hors de l'environnement", 'Es werden keine Daten aus der Umgebung kopiert'],
      ['C', 'No screenshots or photographs are taken', "Aucune capture d'écran ni photographie n'est prise", 'Es werden keine Bildschirmfotos oder Fotos gemacht'],
      ['D', 'Only protected networks are used', 'Seuls des réseaux protégés sont utilisés', 'Es werden nur geschützte Netze verwendet'],
      ['E', 'Nobody tries to re-identify persons', 'Personne ne tente de réidentifier des personnes', 'Niemand versucht, Personen zu re-identifizieren'],
    ] as const
  ).map(([key, en, fr, de]) => item(`s8.protectionAndSecurityStatements${key}`, 'boolean', [en, fr, de], { for: 'A', mustBeTrue })),
  item('s8.legalBasisForProcessingPersonalData', 'choices', ['Lawfulness under GDPR Art. 6(1)', "Licéité au titre de l'art. 6(1) du RGPD", 'Rechtmäßigkeit nach Art. 6 Abs. 1 DSGVO'], { list: 'gdpr6' }),
];

const section10 = [
  item('s10.awareProcessingFee', 'boolean', ['I know that processing is charged, also on refusal or withdrawal', 'Je sais que le traitement est facturé, même en cas de refus ou de retrait', 'Mir ist bekannt, dass die Bearbeitung auch bei Ablehnung oder Rücknahme berechnet wird'], { mustBeTrue }),
  item('s10.awareChargeFee', 'boolean', ['I know that data holders may charge fees', 'Je sais que les détenteurs de données peuvent facturer des frais', 'Mir ist bekannt, dass Dateninhaber Gebühren erheben können'], { mustBeTrue }),
  item('s10.awareInformationCorrect', 'boolean', ['The information is correct', 'Les informations sont exactes', 'Die Angaben sind richtig'], { mustBeTrue }),
  item('s10.acceptHealthDataBody', 'boolean', ['I accept that the health data access body compiles the answer and gives no access to the data', "J'accepte que l'organisme compile la réponse sans donner accès aux données", 'Ich akzeptiere, dass die Zugangsstelle die Antwort erstellt und keinen Zugang zu den Daten gewährt'], { for: 'R', mustBeTrue }),
  item('s10.noProhibitedUse', 'boolean', ['I have read Art. 54 and seek none of the prohibited uses', "J'ai lu l'art. 54 et ne recherche aucun des usages interdits", 'Ich habe Art. 54 gelesen und strebe keine der verbotenen Nutzungen an'], { mustBeTrue }),
];

export const shortFormItems: readonly FormItem[] = [...section1, ...section2, ...section3, ...section5, ...section6, ...section8, ...section10];
