/** Words of mails in the three languages of the portal. A mail holds titles, ids, what changed and a link; never contents (applications.md §8). */
export type MailLanguage = 'en' | 'fr' | 'de';

export const mailLanguage = (language: string): MailLanguage => (language.startsWith('fr') ? 'fr' : language.startsWith('de') ? 'de' : 'en');

export type RunTrouble = 'held' | 'errors' | 'failed';
type Words = {
  readonly alerts: (count: number) => string;
  readonly reason: Readonly<Record<'new' | 'changed' | 'withdrawn', string>>;
  readonly more: (count: number) => string;
  readonly run: Readonly<Record<RunTrouble, string>>;
  readonly runSubject: (source: string) => string;
  readonly code: string;
  readonly yearlySubject: (title: string) => string;
  readonly yearly: string;
  readonly see: string;
  readonly foot: (portal: string) => string;
};

export const mailWords: Readonly<Record<MailLanguage, Words>> = {
  en: {
    alerts: (count) => (count === 1 ? 'One dataset you follow has changed' : `${count} datasets you follow have changed`),
    reason: { new: 'new', changed: 'changed', withdrawn: 'withdrawn' },
    more: (count) => `and ${count} more in the portal.`,
    run: { held: 'The last reading waits for a decision: too much would be withdrawn, or the source is not what it was. Nothing was changed.', errors: 'Some records were refused at the last reading; the others were taken.', failed: 'The source could not be read. What was published stays.' },
    runSubject: (source) => `Catalogue source "${source}" needs attention`,
    code: 'Code',
    yearlySubject: (title) => `Please check the description of "${title}"`,
    yearly: 'Nobody has confirmed this dataset description for eleven months. Data holders check it at least once a year (Regulation (EU) 2025/327, Art. 60(3)).',
    see: 'See',
    foot: (portal) => `You get this mail because of your account at ${portal}. Mails about followed datasets are switched off there under "Saved".`,
  },
  fr: {
    alerts: (count) => (count === 1 ? 'Un jeu de données que vous suivez a changé' : `${count} jeux de données que vous suivez ont changé`),
    reason: { new: 'nouveau', changed: 'modifié', withdrawn: 'retiré' },
    more: (count) => `et ${count} autres sur le portail.`,
    run: { held: 'La dernière lecture attend une décision : trop de fiches seraient retirées, ou la source n’est plus la même. Rien n’a été changé.', errors: 'Certaines fiches ont été refusées à la dernière lecture ; les autres ont été prises.', failed: 'La source n’a pas pu être lue. Ce qui était publié le reste.' },
    runSubject: (source) => `La source « ${source} » du catalogue demande votre attention`,
    code: 'Code',
    yearlySubject: (title) => `Veuillez vérifier la description de « ${title} »`,
    yearly: 'Personne n’a confirmé cette description depuis onze mois. Les détenteurs la vérifient au moins une fois par an (règlement (UE) 2025/327, art. 60, par. 3).',
    see: 'Voir',
    foot: (portal) => `Vous recevez ce message en raison de votre compte sur ${portal}. Les messages sur les jeux de données suivis s’y arrêtent sous « Enregistrés ».`,
  },
  de: {
    alerts: (count) => (count === 1 ? 'Ein Datensatz, dem Sie folgen, hat sich geändert' : `${count} Datensätze, denen Sie folgen, haben sich geändert`),
    reason: { new: 'neu', changed: 'geändert', withdrawn: 'zurückgezogen' },
    more: (count) => `und ${count} weitere im Portal.`,
    run: { held: 'Der letzte Lauf wartet auf eine Entscheidung: Zu viel würde zurückgezogen, oder die Quelle ist nicht mehr dieselbe. Nichts wurde geändert.', errors: 'Beim letzten Lauf wurden einige Einträge abgelehnt; die anderen wurden übernommen.', failed: 'Die Quelle konnte nicht gelesen werden. Was veröffentlicht war, bleibt.' },
    runSubject: (source) => `Die Katalogquelle „${source}“ braucht Aufmerksamkeit`,
    code: 'Code',
    yearlySubject: (title) => `Bitte prüfen Sie die Beschreibung von „${title}“`,
    yearly: 'Seit elf Monaten hat niemand diese Beschreibung bestätigt. Dateninhaber prüfen sie mindestens einmal im Jahr (Verordnung (EU) 2025/327, Art. 60 Abs. 3).',
    see: 'Siehe',
    foot: (portal) => `Sie erhalten diese Nachricht wegen Ihres Kontos bei ${portal}. Nachrichten über Datensätze, denen Sie folgen, schalten Sie dort unter „Gemerkt“ ab.`,
  },
};
