import type { DatasetRecord } from '../../../core/catalogue/record.ts';

/** An address a record names, and where: `path` as findings write it, `focus` the thing it hangs on. */
export type RecordLink = { readonly path: string; readonly focus: string; readonly url: string };

// one record of thousands of distributions must not keep the prober busy for days
const mostPerRecord = 100;
const longest = 2_048;

const webAddress = (url: string): string | undefined => {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const plain = new URL(url);
  // a fragment is the reader's business; a password in an address is never sent anywhere
  plain.hash = '';
  return plain.username !== '' || plain.password !== '' || plain.href.length > longest ? undefined : plain.href;
};

/** The addresses of a record that somebody is meant to open: access and download, landing page, documentation, the HDAB's and the contact point's pages.
 *  At most 100, the ones that count for the score first. @see catalogue.md §6.7, §7.3 */
export const linksOf = (record: DatasetRecord): readonly RecordLink[] => {
  const at = (path: string, focus: string, ...urls: readonly (string | undefined)[]): RecordLink[] =>
    urls.flatMap((url) => {
      const address = url === undefined ? undefined : webAddress(url);
      return address === undefined ? [] : [{ path, focus, url: address }];
    });
  const every = [
    ...at('dcat:landingPage', record.iri, ...record.landingPage),
    ...at('healthdcatap:hdab/cv:contactPoint/cv:contactPage', record.hdab?.iri ?? record.iri, record.hdab?.page),
    ...record.distribution.flatMap((one) => at('dcat:distribution/dcat:accessURL', one.iri ?? record.iri, ...one.accessUrl)),
    ...record.distribution.flatMap((one) => at('dcat:distribution/dcat:downloadURL', one.iri ?? record.iri, ...one.downloadUrl)),
    ...at('foaf:page', record.iri, ...record.page),
    ...record.contactPoint.flatMap((one) => at('dcat:contactPoint/vcard:hasURL', record.iri, one.url)),
  ];
  return [...new Map(every.map((link) => [`${link.path} ${link.focus} ${link.url}`, link])).values()].slice(0, mostPerRecord);
};
