import { useState, type ReactNode } from 'react';
import { Table } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from './announce.tsx';

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Given: the header is a button that sorts by this. */
  sort?: (row: Row) => string | number;
  number?: boolean;
};
type Order = { key: string; descending: boolean };

const compare = (a: string | number, b: string | number): number => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));

const sorted = <Row,>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order | undefined): readonly Row[] => {
  const by = columns.find((column) => column.key === order?.key)?.sort;
  if (by === undefined || order === undefined) return rows;
  return [...rows].sort((a, b) => compare(by(a), by(b)) * (order.descending ? -1 : 1));
};

type Props<Row> = { caption: string; columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string; hideCaption?: boolean };

/** A table that becomes cards under 600 px. The roles are written out because `display: block` takes the table's own away. */
export const DataTable = <Row,>({ caption, columns, rows, rowKey, hideCaption = false }: Props<Row>) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [order, setOrder] = useState<Order>();
  const sortBy = (column: Column<Row>): void => {
    const descending = order?.key === column.key && !order.descending;
    setOrder({ key: column.key, descending });
    announce(t(descending ? 'table.sortedDescending' : 'table.sortedAscending', { column: column.header }));
  };
  const direction = (column: Column<Row>) => (order?.key === column.key ? (order.descending ? 'descending' : 'ascending') : 'none');
  return (
    <div className="table-frame">
      <Table className="data-table" role="table" data-size="sm">
        <caption className={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
        <Table.Head role="rowgroup">
          <Table.Row role="row">
            {columns.map((column) =>
              column.sort === undefined ? (
                <Table.HeaderCell key={column.key} role="columnheader" scope="col" data-number={column.number}>{column.header}</Table.HeaderCell>
              ) : (
                <Table.HeaderCell key={column.key} role="columnheader" scope="col" sort={direction(column)} data-number={column.number} onClick={() => sortBy(column)}>{column.header}</Table.HeaderCell>
              ),
            )}
          </Table.Row>
        </Table.Head>
        <Table.Body role="rowgroup">
          {sorted(rows, columns, order).map((row) => (
            <Table.Row key={rowKey(row)} role="row">
              {columns.map((column) => <Table.Cell key={column.key} role="cell" data-label={column.header} data-number={column.number}><div>{column.cell(row)}</div></Table.Cell>)}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  );
};
