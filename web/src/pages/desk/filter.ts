import type { DeskList } from '../../../../core/api/applications.ts';

export const deskFilters = ['all', 'overdue', 'due', 'new', 'answered', 'mine'] as const;
export type DeskFilter = (typeof deskFilters)[number];
export const isDeskFilter = (text: string): text is DeskFilter => deskFilters.some((filter) => filter === text);

type Row = DeskList['rows'][number] & { group?: readonly string[] };

/** Rows of one group. `due` is everything with a running period, soonest first, as the list itself is ordered. */
export const rowsOf = (list: DeskList, filter: DeskFilter, person: string | undefined): Row[] => {
  const keep: Record<DeskFilter, (row: Row) => boolean> = {
    all: () => true,
    overdue: (row) => row.overdue,
    due: (row) => row.due !== undefined && !row.overdue,
    new: (row) => row.status === 'SUBMITTED',
    answered: (row) => row.group?.includes('answered') ?? false,
    mine: (row) => row.assignee !== undefined && row.assignee === person,
  };
  return list.rows.filter(keep[filter]);
};
