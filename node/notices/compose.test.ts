import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMail, runMail, troubleOf, yearlyMail } from './compose.ts';
import { mailLanguage, mailWords } from './texts.ts';
import { waitMs } from './mailer.ts';

const portal = 'https://node.example';

describe('mails', () => {
  it.each([['en', 'withdrawn', '2 datasets'], ['fr-BE', 'retiré', '2 jeux de données'], ['de', 'zurückgezogen', '2 Datensätze'], ['fi', 'withdrawn', '2 datasets']])('are in the language of the person: %s', (language, word, subject) => {
    const { subject: head, body } = alertMail(portal, mailLanguage(language), [{ id: 'a1', title: 'Cancer registry', reason: 'withdrawn' }, { id: 'b2', title: 'Births', reason: 'new' }]);
    expect(head).toContain(subject);
    expect(body).toContain(`Cancer registry\n  ${word} · a1\n  https://node.example/dataset/a1`);
    expect(body).toContain('https://node.example/saved');
  });

  it('name at most twenty datasets and say how many more', () => {
    const { body } = alertMail(portal, 'en', Array.from({ length: 25 }, (_none, at) => ({ id: String(at), title: `T${at}`, reason: 'changed' as const })));
    expect(body.match(/\/dataset\//g)).toHaveLength(20);
    expect(body).toContain('and 5 more in the portal.');
  });

  it('let no title write lines of its own, in the head or in the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('en' as const, 'fr' as const, 'de' as const), (title, language) => {
      const evil = `T${title}\r\nBcc: all@example.org\u2028${title}`;
      for (const { subject, body } of [alertMail(portal, language, [{ id: 'x', title: evil, reason: 'new' }]), yearlyMail(portal, language, { id: 'x', title: evil }), runMail(portal, language, { source: evil, code: evil, path: '/ops' })]) {
        expect(subject).not.toMatch(/[\r\n\u2028]/);
        expect(body.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false);
      }
    }));
  });

  it('tell what kind of trouble a run is in', () => {
    expect(['held-by-guard', 'source-empty', 'done-with-errors', 'parse-error', 'source-timeout'].map(troubleOf)).toEqual(['held', 'held', 'errors', 'failed', 'failed']);
    for (const language of ['en', 'fr', 'de'] as const) for (const words of Object.values(mailWords[language].run)) expect(words.length).toBeGreaterThan(20);
  });

  it('are tried again after ever longer waits, at most six hours', () => {
    fc.assert(fc.property(fc.nat(40), (attempts) => waitMs(attempts) >= 60_000 && waitMs(attempts) <= 21_600_000 && waitMs(attempts + 1) >= waitMs(attempts)));
  });
});
