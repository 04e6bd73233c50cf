import { useState } from 'react';
import { Heading, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { Variable, VariableTable } from '../../../../core/catalogue/record.ts';
import { useFormat } from '../../format/use-format.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LangTextView, plainText } from '../../ui/lang-text.tsx';

const OneTable = ({ table }: { table: VariableTable }) => {
  const { t } = useTranslation();
  const { language, number } = useFormat();
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLowerCase();
  const text = (one: Variable): string => `${one.name} ${plainText(one.title, language)} ${plainText(one.description, language)}`.toLowerCase();
  const rows = table.variables.filter((one) => words === '' || text(one).includes(words));
  return (
    <>
      <Textfield label={t('variables.filter')} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <p role="status" className="meta">{t('variables.shown', { count: rows.length, shown: number(rows.length), all: number(table.variables.length) })}</p>
      <DataTable
        caption={plainText(table.title, language) || t('dataset.part.variables')}
        rows={rows.slice(0, 300)}
        rowKey={(one) => one.name}
        columns={[
          { key: 'name', header: t('variables.name'), cell: (one) => <code>{one.name}</code>, sort: (one) => one.name },
          { key: 'title', header: t('variables.title'), cell: (one) => <LangTextView value={one.title} /> },
          { key: 'description', header: t('variables.description'), cell: (one) => <LangTextView value={one.description} /> },
          { key: 'datatype', header: t('variables.datatype'), cell: (one) => one.datatype?.split(/[#/]/).at(-1) ?? '' },
        ]}
      />
    </>
  );
};

export const Variables = ({ tables }: { tables: readonly VariableTable[] }) => {
  const { t } = useTranslation();
  const full = tables.filter((table) => table.variables.length > 0);
  if (full.length === 0) return null;
  return (
    <section aria-labelledby="variables">
      <Heading level={2} data-size="sm" id="variables">{t('dataset.part.variables')}</Heading>
      {full.map((table, index) => <OneTable key={table.url ?? index} table={table} />)}
    </section>
  );
};
