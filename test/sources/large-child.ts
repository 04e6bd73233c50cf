// Reads a generated catalogue of some 46 MiB with little memory allowed; started by large-document.test.ts.
import { readLarge } from '../../connectors/http/large-document.ts';

const records = 1_200;
const words = 'admissions of all public hospitals with age, place and diagnosis, one row per stay; '.repeat(5);

const document = (): Buffer => {
  const pieces: Buffer[] = [Buffer.from('@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n')];
  for (let n = 0; n < records; n += 1) {
    const more = Array.from({ length: 90 }, (_none, at) => `; dct:provenance "${at} ${words}"@en`).join('\n');
    pieces.push(Buffer.from(`<https://x.example/d/${n}> a dcat:Dataset ; dct:title "Dataset ${n}"@en ; dct:publisher <https://x.example/office> ; dcat:distribution [ a dcat:Distribution ; dcat:accessURL <https://x.example/a/${n}> ] ${more} .\n`));
  }
  // said at the end of the document, needed from its beginning
  pieces.push(Buffer.from('<https://x.example/office> a foaf:Agent ; foaf:name "Office"@en .\n'));
  return Buffer.concat(pieces);
};

const bytes = document();
const started = process.cpuUsage();
let read = 0;
let whole = 0;
for await (const one of readLarge(bytes, { mediaType: 'text/turtle', baseIri: 'https://x.example/' })) {
  read += 1;
  if ('quads' in one && one.quads.length === 98) whole += 1;
}
const used = process.cpuUsage(started);
console.log(JSON.stringify({ megabytes: Math.round(bytes.length / 2 ** 20), read, whole, rssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), cpuSeconds: Math.round((used.user + used.system) / 1e5) / 10 }));
