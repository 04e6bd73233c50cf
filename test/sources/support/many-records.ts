import type { SourceReader } from '../../../mappings/source-events/read-event.ts';
import { describeOne } from '../../catalogue/support.ts';

export const manyIri = (n: number): string => `https://many.example/${n}`;

/** A source of so many small records; every third is of one holder. @param titleOf the title of the n-th */
export const manyRecords = (records: number, titleOf = (n: number): string => `Register ${n}`): SourceReader =>
  async function* () {
    for (let n = 0; n < records; n += 1) yield await Promise.resolve({ type: 'description' as const, description: describeOne({ iri: manyIri(n), title: { en: titleOf(n) }, holder: `Holder ${n % 3}` }) });
  };
