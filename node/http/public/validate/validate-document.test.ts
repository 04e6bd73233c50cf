import type { Request, Response } from 'express';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentReport } from '../../../../core/api/validate.ts';
import { parseRdf } from '../../../../mappings/rdf/parse.ts';
import { createDocumentCheck } from '../../../catalogue/validate/check-document.ts';
import { createShaclCheck } from '../../../catalogue/validate/shacl-check.ts';
import { createValidator } from '../../../catalogue/validate/validator.ts';
import { validateDocument, type Checks } from './validate-document.ts';

let checks: Checks;
beforeAll(async () => {
  const validator = await createValidator();
  checks = { words: createDocumentCheck(validator.validate), shacl: createShaclCheck(validator) };
});

/** The operation with a request and an answer that are plain objects. */
const call = async (body: string | undefined, query: Record<string, string> = {}, type: string | undefined = 'text/turtle', language = 'en') => {
  const answer: { json?: unknown; type?: string; text?: string } = {};
  const res = { json: (value: unknown) => (answer.json = value), type: (name: string) => ((answer.type = name), res), send: (text: string) => (answer.text = text) };
  const req = { body: body === undefined ? undefined : Buffer.from(body), query, get: (name: string) => (name === 'content-type' ? type : undefined) };
  const operation = validateDocument(() => Promise.resolve(checks));
  await operation.handle(req as unknown as Request, res as unknown as Response, { requestId: 'r', language, caller: undefined, csrf: undefined, partner: undefined });
  return answer;
};
const turtle = '<https://x.example/d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "T"@en .';

describe('POST /api/v1/validate', () => {
  it('is open to everyone, bounded in size and rate', () => {
    const operation = validateDocument(() => Promise.resolve(checks));
    expect([operation.access.kind, operation.body, operation.maxBodyBytes, operation.perMinute]).toEqual(['public', 'bytes', 16 * 1024 * 1024, 60]);
  });
  it('answers with findings in the language of the reader', async () => {
    const report = documentReport.parse((await call(turtle, {}, 'text/turtle', 'fr')).json);
    expect(report.datasets[0]?.findings.map(({ what }) => what)).toContain('Le champ « Identifiant » manque.');
  });
  it('answers with a SHACL report when asked', async () => {
    const { type, text } = await call(turtle, { report: 'shacl' });
    const quads = await parseRdf(Buffer.from(text ?? ''), { mediaType: 'text/turtle', baseIri: 'urn:x' });
    expect([type, quads.filter((quad) => quad.predicate.value.endsWith('#conforms')).map((quad) => quad.object.value)]).toEqual(['text/turtle', ['false']]);
    expect(quads.some((quad) => quad.object.value === 'http://purl.org/dc/terms/identifier')).toBe(true);
  });
  it.each([['an empty body', '', 'text/turtle', 'empty-body'], ['no content type', turtle, '', 'unsupported-format'], ['another kind of file', turtle, 'text/csv', 'unsupported-format'], ['a broken file', '<a> <b>', 'text/turtle', 'parse-error']])('refuses %s with a sentence', async (_what, body, type, code) => {
    await expect(call(body, {}, type)).rejects.toMatchObject({ code });
  });
  it('checks two at once and asks a third to wait', async () => {
    let end = (): void => undefined;
    const busy = new Promise<Checks>((done) => (end = () => done(checks)));
    const operation = validateDocument(() => busy);
    const res = { json: () => undefined };
    const ask = async (): Promise<void> => operation.handle({ body: Buffer.from(turtle), query: {}, get: () => 'text/turtle' } as unknown as Request, res as unknown as Response, { requestId: 'r', language: 'en', caller: undefined, csrf: undefined, partner: undefined });
    const running = [ask(), ask()];
    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 5 });
    end();
    await Promise.all(running);
    await ask();
  });
});
