import type { DatasetSummary } from '../../../core/api/datasets.ts';
import type { DatasetRecord } from '../../../core/catalogue/record.ts';
import type { Finding } from '../../../core/catalogue/finding.ts';

/** What the dataset page reads: the summary that every list uses, and the typed record behind it. */
export type DatasetDetail = {
  summary: DatasetSummary;
  record: DatasetRecord;
  findings?: readonly Finding[];
};
