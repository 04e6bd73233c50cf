import type { ApplicationView, DeskLeg, LegAction, LegView } from '../../../core/api/applications.ts';
import { fillForm } from '../../support/fill-form.ts';
import type { Nodes } from './two-nodes.ts';
import { datasetId, decider, handler, researcher } from './two-nodes.ts';

/** A complete draft at FR for datasets of these countries. */
export const completeDraft = async (nodes: Nodes, countries: readonly string[], type: 'access' | 'request' = 'access'): Promise<ApplicationView> => {
  const { applications } = nodes.FR;
  const draft = await applications.create(researcher, { type, language: 'en', datasets: countries.map(datasetId) });
  const form = applications.form(type);
  if (form === undefined) throw new Error('no form');
  return applications.save(researcher, draft.id, { answers: fillForm(form, countries, nodes.clock.now().slice(0, 10)) });
};

export const submitted = async (nodes: Nodes, countries: readonly string[], type: 'access' | 'request' = 'access'): Promise<string> => {
  const draft = await completeDraft(nodes, countries, type);
  await nodes.FR.applications.submit(researcher, draft.id);
  return draft.id;
};

export const legOf = async (nodes: Nodes, id: string, node: string): Promise<LegView> => {
  const view = await nodes.FR.applications.read(researcher, id);
  const leg = view.legs.find((entry) => entry.node === node);
  if (leg === undefined) throw new Error(`no leg for ${node}`);
  return leg;
};

export const act = (nodes: Nodes, node: 'FR' | 'FI' | 'DE', id: string, action: LegAction): Promise<DeskLeg> =>
  nodes[node].applications.act(action.action === 'decide' || action.action === 'extend' || action.action === 'close-unanswered' || action.action === 'lapse' ? decider : handler, id, node, action);

/** From SUBMITTED to a decision, by two persons. */
export const decide = async (nodes: Nodes, node: 'FR' | 'FI' | 'DE', id: string, outcome: 'positive' | 'negative'): Promise<DeskLeg> => {
  await act(nodes, node, id, { action: 'open' });
  await act(nodes, node, id, { action: 'complete' });
  await act(nodes, node, id, { action: 'propose', outcome, justification: 'The conditions were examined one by one.' });
  return act(nodes, node, id, { action: 'decide', outcome, justification: 'The conditions were examined one by one.' });
};
