import type { Finding } from '../../../../core/catalogue/finding.ts';
import { dct } from '../../../../core/vocabulary/dct.ts';
import { iriOfCurie, prefixes } from '../../../../core/vocabulary/prefixes.ts';
import { sh } from '../../../../core/vocabulary/sh.ts';
import { xsd } from '../../../../core/vocabulary/xsd.ts';
import { blankNode, namedNode, nodeOf, plainLiteral, quad, typedLiteral, typeQuad } from '../../../../mappings/rdf/terms.ts';
import { serialise } from '../../../../mappings/rdf/serialise.ts';
import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import { describeFinding } from '../../../catalogue/findings/describe-finding.ts';
import { namesIn } from '../../../catalogue/findings/names.ts';
import type { Score } from '../../../catalogue/score/score.ts';
import { withPoints } from '../../../catalogue/score/score.ts';
import { mediaTypeOf } from '../../../catalogue/publish/negotiate.ts';
import { etagOf } from '../../../catalogue/publish/representations.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import type { PageText } from '../portal/page.ts';
import { formatOf, sendRepresentation } from './send.ts';

const severities = { violation: sh.Violation, warning: sh.Warning, info: sh.Info } as const;

/** The findings as a SHACL validation report: the technical view. */
const asShacl = (iri: string, findings: readonly Finding[], mediaType: string): string => {
  const report = namedNode(`${iri}/report`);
  return serialise([
    typeQuad(report, `${sh.$iri}ValidationReport`), quad(report, dct.source, namedNode(iri)),
    quad(report, `${sh.$iri}conforms`, typedLiteral(String(!findings.some((one) => one.severity === 'violation')), xsd.boolean)),
    ...findings.flatMap((one, at) => {
      const result = blankNode(`result${at}`);
      const last = one.path.split('/').at(-1) ?? '';
      const property = iriOfCurie(last.split('|')[0] ?? '');
      return [
        quad(report, `${sh.$iri}result`, result), typeQuad(result, `${sh.$iri}ValidationResult`), quad(result, `${sh.$iri}resultSeverity`, namedNode(severities[one.severity])),
        quad(result, `${sh.$iri}focusNode`, nodeOf(one.focus.startsWith('_:') || /^[a-z][a-z0-9+.-]*:/i.test(one.focus) ? one.focus : iri)),
        ...(/^https?:/.test(property) ? [quad(result, `${sh.$iri}resultPath`, namedNode(property))] : []),
        quad(result, `${sh.$iri}resultMessage`, plainLiteral(`${one.code}: expected ${one.expected}; found ${one.found.join(', ') || 'nothing'} (${one.rule})`)),
      ];
    }),
  ], mediaType, prefixes);
};

/** `GET /dataset/{id}/report`: findings in the reader's words and the score; as SHACL report in Turtle (catalogue.md §5.1, §7.2). */
export const getReport = (catalogue: CatalogueService, render: (page: PageText) => string): Operation => ({
  method: 'GET',
  path: '/dataset/:id/report',
  access: everyone,
  summary: 'Validation findings and quality score of a dataset',
  perMinute: 1_200,
  handle: async (req, res, { language }) => {
    const format = formatOf(req, ['html', 'json', 'ttl', 'jsonld']);
    const { record, version } = await catalogue.representations.head(String(req.params['id']));
    const links = await catalogue.links?.facts(record.id, version.record.accessLevel);
    const findings = [...version.findings, ...withPoints(links?.findings ?? [], version.score_detail as Score | null)];
    const names = namesIn(version.record, language);
    const told = findings.map((finding) => ({ ...finding, words: describeFinding(finding, language, names) }));
    const warnings = version.warnings + (links?.findings.length ?? 0);
    const score = version.score === null ? {} : { score: version.score };
    const body = format === 'json'
      ? JSON.stringify({ id: record.id, version: version.version, violations: version.violations, warnings, ...score, detail: version.score_detail, ...(links?.checkedAt === undefined ? {} : { linksCheckedAt: links.checkedAt }), findings: told })
      : format === 'html'
        ? render({ lang: language, title: record.title, text: [record.title, `${version.violations} / ${warnings}${version.score === null ? '' : ` · ${version.score}/100`}`, ...told.map(({ words }) => `${words.what} ${words.mend}`)] })
        : asShacl(record.iri, findings, mediaTypeOf(format));
    sendRepresentation(req, res, format, { body, etag: etagOf('report', format, language, version.version, version.violations, warnings, version.score ?? 0, links?.checkedAt ?? ''), lastModified: [version.at, links?.checkedAt ?? ''].sort().at(-1) ?? version.at });
  },
});
