import type { Response } from 'express';
import type { HolderWorkbooks } from '../../../catalogue/sources/holder/workbooks.ts';
import type { Operation } from '../../operation.ts';
import { callerOf, everyone } from '../../operation.ts';
import { holders, holdersAndStaff } from './submission.ts';

const send = (res: Response, name: string, bytes: Uint8Array): void => {
  res.attachment(name).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(Buffer.from(bytes));
};

/** The empty entry template, the record to correct and send back, and the overview of a holder's descriptions, as Excel workbooks (catalogue.md §3.7). */
export const workbookOperations = (workbooks: HolderWorkbooks): readonly Operation[] => [
  {
    method: 'GET', path: '/api/v1/dataset-template.xlsx', access: everyone, summary: 'The empty entry template as an Excel workbook', perMinute: 30,
    handle: async (_req, res, context) => send(res, 'dataset-template.xlsx', await workbooks.template(context.language)),
  },
  {
    method: 'GET', path: '/api/v1/datasets/:id/description.xlsx', access: holdersAndStaff, summary: 'A description as an Excel workbook to correct and send back with PUT', perMinute: 60,
    handle: async (req, res, context) => send(res, `${String(req.params['id'])}.xlsx`, await workbooks.record(String(req.params['id']), callerOf(context), context.language)),
  },
  {
    method: 'GET', path: '/api/v1/holder/datasets.xlsx', access: holders, summary: 'Own descriptions, one a row, as an Excel workbook', perMinute: 30,
    handle: async (_req, res, context) => send(res, 'datasets.xlsx', await workbooks.overview(callerOf(context))),
  },
];
