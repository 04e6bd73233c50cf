import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeDraft } from './support/journey.ts';
import type { Nodes } from './support/two-nodes.ts';
import { datasetId, openNodes, person, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes(['FR']);
});
afterAll(() => nodes.close());

describe('drafts', () => {
  it('are saved incomplete, and say what is missing, field by field and country by country', async () => {
    const { applications } = nodes.FR;
    const draft = await applications.create(researcher, { type: 'access', language: 'fr', datasets: [datasetId('FR'), datasetId('FI')] });
    expect(draft).toMatchObject({ version: 0, revision: 1, combined: { headline: 'DRAFT' }, legs: [] });
    const saved = await applications.save(researcher, draft.id, { answers: { values: { 's2.projectName': '  Statins  ' }, perCountry: { FR: { 's6.sizeOfTheStudyCohort': 'many' } } } });
    expect(saved).toMatchObject({ title: 'Statins', revision: 2 });
    expect(saved.problems.find((problem) => problem.linkId === 's2.projectName')).toBeUndefined();
    expect(saved.problems).toContainEqual({ linkId: 's6.sizeOfTheStudyCohort', country: 'FR', code: 'wrong-type', message: 'Write a whole number.', severity: 'error' });
    expect(saved.problems).toContainEqual(expect.objectContaining({ linkId: 's6.sizeOfTheStudyCohort', country: 'FI', code: 'required' }));
    expect(saved.problems).toContainEqual(expect.objectContaining({ linkId: 's6.country_id', country: 'FI', code: 'page-missing' }));
  });
  it('stop at submission while something is missing, and nothing leaves', async () => {
    const { applications } = nodes.FR;
    const draft = await applications.create(researcher, { type: 'access', language: 'en', datasets: [datasetId('FI')] });
    await expect(applications.submit(researcher, draft.id)).rejects.toMatchObject({ kind: 'unprocessable', code: 'application-incomplete', problems: expect.arrayContaining([expect.objectContaining({ path: 's2.projectName', code: 'required' })]) });
    expect(nodes.letters.filter((letter) => letter.application === draft.id)).toEqual([]);
  });
  it('tell a second tab that it was changed meanwhile', async () => {
    const { applications } = nodes.FR;
    const draft = await applications.create(researcher, { type: 'access', language: 'en', datasets: [datasetId('FI')] });
    const opened = draft.revision ?? 0;
    await applications.save(researcher, draft.id, { language: 'fr', revision: opened });
    await expect(applications.save(researcher, draft.id, { language: 'de', revision: opened })).rejects.toMatchObject({ kind: 'conflict', code: 'draft-changed', extra: { revision: 2 } });
    expect((await applications.read(researcher, draft.id)).language).toBe('fr');
  });
  it('name each dataset that cannot be applied for', async () => {
    const { applications } = nodes.FR;
    await expect(applications.create(researcher, { type: 'access', language: 'en', datasets: [datasetId('FI'), 'no-such-one'] })).rejects.toMatchObject({
      kind: 'unprocessable', code: 'datasets-not-available', problems: [{ path: 'datasets.no-such-one', code: 'unknown-dataset' }],
    });
    const draft = await completeDraft(nodes, ['FI', 'DE']);
    nodes.offered.delete(datasetId('DE'));
    await expect(applications.submit(researcher, draft.id)).rejects.toMatchObject({ code: 'datasets-not-available', detail: '"Register of DE" is no longer offered: take it out of the basket.' });
    nodes.offered.add(datasetId('DE'));
  });
  it('keep the page of a country that is taken out by mistake', async () => {
    const { applications } = nodes.FR;
    const draft = await completeDraft(nodes, ['FI', 'DE']);
    const without = await applications.save(researcher, draft.id, { datasets: [datasetId('FI')] });
    expect(Object.keys(without.answers.perCountry).sort()).toEqual(['DE', 'FI']);
    expect(without.problems).toEqual([expect.objectContaining({ country: 'DE', code: 'page-without-country', severity: 'warning' })]);
    expect((await applications.submit(researcher, draft.id)).legs.map((leg) => leg.node)).toEqual(['FI']);
  });
  it('are closed to everybody else, and gone when deleted', async () => {
    const { applications } = nodes.FR;
    const stranger = person('Someone else, demo', 'researcher');
    const draft = await applications.create(researcher, { type: 'access', language: 'en', datasets: [datasetId('FI')] });
    const attempts = [
      () => applications.read(stranger, draft.id), () => applications.save(stranger, draft.id, { language: 'de' }), () => applications.submit(stranger, draft.id),
      () => applications.withdraw(stranger, draft.id), () => applications.remove(stranger, draft.id),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ kind: 'not-found' });
    const trail = await nodes.FR.database.pool.query("select count(*)::int as times from audit_event where action = 'application-access' and outcome = 'refused' and target = $1", [`application:${draft.id}`]);
    expect(trail.rows).toEqual([{ times: attempts.length }]);
    expect((await applications.list(stranger)).map((entry) => entry.id)).not.toContain(draft.id);
    await applications.remove(researcher, draft.id);
    await expect(applications.read(researcher, draft.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
  it('are submitted once, even by two clicks at the same time', async () => {
    const { applications } = nodes.FR;
    const draft = await completeDraft(nodes, ['FI', 'DE']);
    const clicks = await Promise.allSettled([applications.submit(researcher, draft.id), applications.submit(researcher, draft.id)]);
    expect(clicks.map((click) => click.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(nodes.letters.filter((letter) => letter.application === draft.id && letter.event === 'leg-submit')).toHaveLength(2);
    await expect(applications.save(researcher, draft.id, { language: 'de' })).rejects.toMatchObject({ code: 'already-submitted' });
  });
});
