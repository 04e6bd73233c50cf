import { useState } from 'react';
import { Heading, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetDetail } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';

type Tables = DatasetDetail['variables'];
type Variable = Tables['tables'][number]['variables'][number];
const shownRows = 200; // more rows than anybody reads; the filter finds the rest

const OneTable = ({ table }: { table: Tables['tables'][number] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLowerCase();
  const text = (one: Variable): string => `${one.name} ${one.title} ${one.description}`.toLowerCase();
  const rows = table.variables.filter((one) => words === '' || text(one).includes(words));
  return (
    <>
      <Textfield label={t('variables.filter')} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <p role="status" className="meta">{t('variables.shown', { count: rows.length, shown: number(Math.min(rows.length, shownRows)), all: number(table.variables.length) })}</p>
      <DataTable
        caption={table.title === '' ? t('dataset.part.variables') : table.title}
        rows={rows.slice(0, shownRows)}
        rowKey={(one) => one.name}
        columns={[
          { key: 'name', header: t('variables.name'), cell: (one) => <code>{one.name}</code>, sort: (one) => one.name },
          { key: 'title', header: t('variables.title'), cell: (one) => one.title },
          { key: 'description', header: t('variables.description'), cell: (one) => one.description },
          { key: 'datatype', header: t('variables.datatype'), cell: (one) => one.datatype?.split(/[#/]/).at(-1) ?? '' },
        ]}
      />
    </>
  );
};

export const Variables = ({ variables }: { variables: Tables }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const full = variables.tables.filter((table) => table.variables.length > 0);
  if (full.length === 0) return null;
  return (
    <section aria-labelledby="variables">
      <Heading level={2} data-size="sm" id="variables">{t('dataset.part.variables')}</Heading>
      <Paragraph className="meta">{t('variables.total', { count: variables.total, number: number(variables.total) })}</Paragraph>
      {full.map((table, index) => <OneTable key={index} table={table} />)}
    </section>
  );
};
