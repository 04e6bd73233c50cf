import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withContentHash } from '../../node/applications/content-hash.ts';
import { fhirToLeg } from '../../mappings/fhir-to-leg/fhir-to-leg.ts';
import { legToFhir } from '../../mappings/leg-to-fhir/leg-to-fhir.ts';
import type { LegMessageOf } from '../../core/applications/messages.ts';
import { inTransaction } from '../../node/storage/db.ts';
import { act, legOf, submitted } from './support/journey.ts';
import type { Letter, Nodes } from './support/two-nodes.ts';
import { handler, openNodes, researcher } from './support/two-nodes.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes();
});
afterAll(() => nodes.close());

type Submit = LegMessageOf<'leg-submit'>;
const first = (id: string, event = 'leg-submit'): Letter => nodes.letters.find((letter) => letter.application === id && letter.event === event && letter.to !== letter.from) as Letter;
/** The same submission with something changed, as another platform or a restored backup might send it. */
const changed = (letter: Letter, change: (message: Submit) => Submit, rehash = true): Letter => {
  const message = change(fhirToLeg('leg-submit', JSON.parse(letter.content)));
  const { contentHash, ...content } = message.submission;
  return { ...letter, content: JSON.stringify(legToFhir({ ...message, submission: rehash ? withContentHash(content) : { ...content, contentHash } })) };
};
const inVersion = (version: number, title = 'Statins') => (message: Submit): Submit => ({ ...message, snapshot: { ...message.snapshot, version }, submission: { ...message.submission, title } });
const desk = (id: string) => nodes.FI.applications.deskLeg(handler, id, 'FI');

describe('submissions', () => {
  it('that repeat themselves have one effect', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    await nodes.deliver(letter, { keep: true });
    expect(await nodes.deliver(letter)).toEqual({ type: 'validated', notes: ['already-applied'] });
    await nodes.deliverAll();
    expect((await desk(id)).history.map((line) => line.status)).toEqual(['SUBMITTED']);
  });
  it('of the same version with other content change nothing and are told', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    await nodes.deliver(letter, { keep: true });
    expect(await nodes.deliver(changed(letter, inVersion(1, 'Something else')))).toMatchObject({ type: 'not-validated', code: 'version-conflict' });
    expect((await desk(id)).title).not.toBe('Something else');
    await nodes.deliverAll();
  });
  it('taken in version 2 keep version 1 as superseded', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    await nodes.deliver(changed(letter, inVersion(2, 'Corrected')), { keep: true });
    expect(await nodes.deliver(letter)).toEqual({ type: 'validated', notes: ['superseded'] });
    expect(await desk(id)).toMatchObject({ version: 2, title: 'Corrected' });
    await nodes.deliverAll();
  });
  it('that come newer during assessment are offered, never silently taken', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    await nodes.deliver(letter);
    await act(nodes, 'FI', id, { action: 'open' });
    await act(nodes, 'FI', id, { action: 'complete' });
    await nodes.deliver(changed(letter, inVersion(2, 'Later')));
    expect((await desk(id)).version).toBe(1);
    expect((await desk(id)).history.at(-1)?.note).toBe('version 2 offered');
    await nodes.deliverAll();
  });
  it.each<[string, (message: Submit) => Submit, boolean]>([
    ['unknown-form-version', (message) => ({ ...message, submission: { ...message.submission, formVersion: '99.0' } }), true],
    ['no-dataset-here', (message) => ({ ...message, submission: { ...message.submission, datasets: message.submission.datasets.map((dataset) => ({ ...dataset, node: 'DE' })) } }), true],
    ['not-competent', (message) => ({ ...message, snapshot: { ...message.snapshot, node: 'DE' as never } }), true],
    ['missing-language', (message) => ({ ...message, submission: { ...message.submission, language: '' } }), true],
    ['shape', (message) => ({ ...message, submission: { ...message.submission, answers: { ...message.submission.answers, perCountry: {} } } }), true],
    ['shape', (message) => ({ ...message, submission: { ...message.submission, title: 'changed on the way' } }), false],
    ['shape', (message) => ({ ...message, snapshot: { ...message.snapshot, home: 'DE' as never } }), true],
  ])('are not validated: %s', async (code, change, rehash) => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    expect(await nodes.deliver(changed(letter, change, rehash))).toMatchObject({ type: 'not-validated', code });
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'NOT_VALIDATED', reason: code, nextActor: 'applicant' });
    nodes.letters.splice(0);
  });
  it('that were not validated go again as the next version', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    await nodes.deliver(changed(letter, (message) => ({ ...message, submission: { ...message.submission, formVersion: '99.0' } })));
    nodes.letters.splice(0);
    expect((await legOf(nodes, id, 'FI')).allowed).toEqual(['withdraw', 'resubmit']);
    const again = await nodes.FR.applications.resubmit(researcher, id, 'FI');
    expect(again.legs[0]).toMatchObject({ status: 'ROUTING', version: 2 });
    await expect(nodes.FR.applications.resubmit(researcher, id, 'FI')).rejects.toMatchObject({ code: 'not-possible-now' });
    await nodes.deliverAll();
    expect(await legOf(nodes, id, 'FI')).toMatchObject({ status: 'SUBMITTED', version: 2 });
  });
  it('given up and sent again come to life with their first status', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    await inTransaction(nodes.FR.database.db, (tx) => nodes.FR.applications.onDead(tx, { messageId: letter.id, reason: 'expired' }));
    expect((await legOf(nodes, id, 'FI')).status).toBe('NOT_VALIDATED');
    await nodes.deliverAll();
    const leg = await legOf(nodes, id, 'FI');
    expect(leg.status).toBe('SUBMITTED');
    expect(leg.history.map((line) => [line.status, line.note])).toEqual([['ROUTING', undefined], ['NOT_VALIDATED', 'leg-submit undelivered'], ['ROUTING', 'sent again'], ['SUBMITTED', undefined]]);
  });
  it('with wrong content are taken, with findings for the case handler', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = changed(first(id), (message) => ({
      ...message, submission: { ...message.submission, answers: { ...message.submission.answers, values: { ...message.submission.answers.values, 's2.purposeForWhichDataWillBeUsed': ['a'], 's5.whatIsTheAimAndTopicOfTheProject': '' } } },
    }));
    nodes.letters.splice(0);
    expect((await nodes.deliver(letter)).type).toBe('validated');
    const codes = (await desk(id)).findings.map((finding) => finding.code);
    expect(codes).toEqual(expect.arrayContaining(['reserved-purpose', 'required']));
    expect((await legOf(nodes, id, 'FI')).findings?.map((finding) => finding.code)).toEqual(codes);
    nodes.letters.splice(0);
  });
  it('from a node that is not their home are refused', async () => {
    const id = await submitted(nodes, ['FI']);
    const letter = first(id);
    nodes.letters.splice(0);
    expect(await nodes.deliver({ ...letter, from: 'DE' })).toMatchObject({ type: 'not-validated', code: 'shape' });
  });
});

describe('snapshots', () => {
  it('that arrive late are kept in the history and change nothing', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliver(first(id));
    await act(nodes, 'FI', id, { action: 'open' });
    const [received, opened] = nodes.letters.filter((letter) => letter.application === id && letter.event === 'leg-status') as [Letter, Letter];
    await nodes.deliver(opened);
    expect(await nodes.deliver(received)).toEqual({ type: 'validated', notes: ['superseded'] });
    const leg = await legOf(nodes, id, 'FI');
    expect(leg.status).toBe('PRE_SCREENING');
    expect(leg.history.map((line) => [line.status, line.note])).toEqual([['ROUTING', undefined], ['PRE_SCREENING', 'jump from ROUTING; 1 earlier messages not seen'], ['SUBMITTED', 'superseded']]);
  });
  it('of a leg nobody knows are refused, and so is another node that speaks for the deciding one', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliver(first(id));
    const status = first(id, 'leg-status');
    expect(await nodes.deliver({ ...status, from: 'DE' }, { keep: true })).toMatchObject({ type: 'not-validated', code: 'shape' });
    const unknown: Letter = { ...status, application: 'none', content: status.content.replaceAll(id, 'none') };
    expect(await nodes.deliver(unknown, { keep: true })).toMatchObject({ type: 'not-validated', code: 'unknown-leg' });
    expect(await nodes.deliver({ ...status, application: 'another' }, { keep: true })).toMatchObject({ type: 'not-validated', code: 'shape' });
    await nodes.deliverAll();
  });
  it('with a status of a newer version are shown as they are', async () => {
    const id = await submitted(nodes, ['FI']);
    await nodes.deliver(first(id));
    const status = first(id, 'leg-status');
    await nodes.deliver({ ...status, content: status.content.replaceAll('"SUBMITTED"', '"WITH_THE_ETHICS_BOARD"') });
    expect((await legOf(nodes, id, 'FI')).status).toBe('WITH_THE_ETHICS_BOARD');
    expect((await nodes.FR.applications.read(researcher, id)).combined.flags).toEqual(['unknown-status']);
    nodes.letters.splice(0);
  });
});
