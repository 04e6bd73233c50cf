import type { ConsortiumStatus } from '../../../core/api/status.ts';
import { consortiumStatus } from '../../../core/api/status.ts';
import type { Api } from './api.ts';
import { search } from './catalogue-steps.ts';
import type { Journey } from './journey.ts';
import { patienceMs, until } from './journey.ts';

const board = (api: Api): Promise<ConsortiumStatus> => api.read(consortiumStatus, 'EU', 'GET', '/api/v1/consortium/status', { as: 'coordinator' });
const line = (status: ConsortiumStatus): string => status.nodes.map((one) => `${one.node} ${one.conclusion}${one.reasons.length === 0 ? '' : ` (${one.reasons.map((reason) => reason.code).join(', ')})`}`).join(', ');

export const absenceSteps = async (journey: Journey, api: Api): Promise<void> => {
  await journey.step('the coordinator sees Germany missing', ['Germany is killed'], async () =>
    until('DE unreachable on the board', patienceMs, async () => {
      const status = await board(api);
      return status.nodes.find((one) => one.node === 'DE')?.conclusion === 'unreachable' ? { found: line(status) } : { still: line(status) };
    }),
  );
  await journey.step("Germany's data stay, marked stale", ['Germany is killed'], async () =>
    until('DE stale or unreachable in the search of France', patienceMs, async () => {
      const germany = (await search(api, 'FR', {})).nodes.find((one) => one.node === 'DE');
      const seen = `DE ${germany?.state ?? 'absent'}, ${germany?.hits ?? 0} hits, last read ${germany?.lastHarvest ?? 'never'}`;
      return germany !== undefined && ['stale', 'unreachable'].includes(germany.state) && germany.hits > 0 && germany.lastHarvest !== undefined ? { found: seen } : { still: seen };
    }),
  );
};

export const recoverySteps = async (journey: Journey, api: Api): Promise<void> => {
  await journey.step('all nodes are well again', ['Germany returns, it arrives once'], async () =>
    until('every node well on the board', patienceMs, async () => {
      const status = await board(api);
      return status.nodes.length === 4 && status.nodes.every((one) => one.conclusion === 'well') ? { found: line(status) } : { still: line(status) };
    }),
  );
};
