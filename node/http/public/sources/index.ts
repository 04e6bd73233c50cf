import type { Sources } from '../../../catalogue/sources/sources.ts';
import type { SourceViews } from '../../../catalogue/sources/views.ts';
import type { Operation } from '../../operation.ts';
import { configureSource } from './configure-source.ts';
import { decideHeldRun } from './decide-run.ts';
import { downloadReport } from './download-report.ts';
import { getRun } from './get-run.ts';
import { getSource } from './get-source.ts';
import { listItems } from './list-items.ts';
import { listRuns } from './list-runs.ts';
import { listSources } from './list-sources.ts';
import { startRun } from './start-run.ts';

export const sourceOperations = (sources: Sources, views: SourceViews): readonly Operation[] => [
  listSources(views), getSource(views), configureSource(sources, views), startRun(sources, 'dry-run'), startRun(sources, 'run'),
  listRuns(views), getRun(views), listItems(views), downloadReport(views, 'csv'), downloadReport(views, 'json'), decideHeldRun(sources),
];
