import type { LegForStatus } from './leg-for-status.ts';

/** The one sentence of an application in English, French and German, e.g. "4 countries: 1 approved, 1 refused, 1 waiting for you, 1 not yet received by ES." */
type Tests = Readonly<Record<'isClosed' | 'isGranted' | 'isRefused' | 'waitsOnApplicant', (leg: LegForStatus) => boolean>>;
type Kind = 'approved' | 'refused' | 'withdrawn' | 'you' | 'notReceived' | 'inProgress' | 'closed';

const words: Readonly<Record<'en' | 'fr' | 'de', Readonly<Record<Kind, (n: number, countries: string) => string>> & { head: (n: number) => string }>> = {
  en: {
    head: (n) => `${n} ${n === 1 ? 'country' : 'countries'}`,
    approved: (n) => `${n} approved`, refused: (n) => `${n} refused`, withdrawn: (n) => `${n} withdrawn`, you: (n) => `${n} waiting for you`,
    notReceived: (n, c) => `${n} not yet received by ${c}`, inProgress: (n) => `${n} in progress`, closed: (n) => `${n} closed`,
  },
  fr: {
    head: (n) => `${n} pays`,
    approved: (n) => `${n} accord${n > 1 ? 's' : ''}`, refused: (n) => `${n} refus`, withdrawn: (n) => `${n} retrait${n > 1 ? 's' : ''}`, you: (n) => `${n} en attente de votre réponse`,
    notReceived: (n, c) => `${n} pas encore reçue${n > 1 ? 's' : ''} par ${c}`, inProgress: (n) => `${n} en cours`, closed: (n) => `${n} close${n > 1 ? 's' : ''}`,
  },
  de: {
    head: (n) => `${n} ${n === 1 ? 'Land' : 'Länder'}`,
    approved: (n) => `${n} bewilligt`, refused: (n) => `${n} abgelehnt`, withdrawn: (n) => `${n} zurückgezogen`, you: (n) => `${n} wartet auf Sie`,
    notReceived: (n, c) => `${n} noch nicht eingegangen bei ${c}`, inProgress: (n) => `${n} in Bearbeitung`, closed: (n) => `${n} abgeschlossen`,
  },
};

const kindOf = (leg: LegForStatus, tests: Tests): Kind => {
  if (tests.isGranted(leg)) return 'approved';
  if (tests.isRefused(leg)) return 'refused';
  if (leg.status === 'WITHDRAWN') return 'withdrawn';
  if (tests.waitsOnApplicant(leg)) return 'you';
  if (leg.status === 'ROUTING' || leg.status === 'NOT_VALIDATED') return 'notReceived';
  return tests.isClosed(leg) ? 'closed' : 'inProgress';
};

export const sentenceOf = (legs: readonly LegForStatus[], tests: Tests): Record<string, string> => {
  const order: readonly Kind[] = ['approved', 'refused', 'withdrawn', 'you', 'notReceived', 'inProgress', 'closed'];
  return Object.fromEntries(
    (['en', 'fr', 'de'] as const).map((language) => {
      const parts = order.flatMap((kind) => {
        const of = legs.filter((leg) => kindOf(leg, tests) === kind);
        return of.length === 0 ? [] : [words[language][kind](of.length, of.map((leg) => leg.country).join(', '))];
      });
      return [language, `${words[language].head(legs.length)}: ${parts.join(', ')}.`];
    }),
  );
};
