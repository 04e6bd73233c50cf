import { Details } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readReport } from '../../api/validation.ts';
import { Findings } from '../../ui/findings.tsx';
import { Read } from '../../ui/notices.tsx';

const Content = ({ id }: { id: string }) => {
  const { t, i18n } = useTranslation();
  const report = useQuery({ queryKey: ['report', id, i18n.language], queryFn: ({ signal }) => readReport(id, i18n.language, signal) });
  return <Read query={report}>{(findings) => (findings.length === 0 ? <p>{t('quality.nothing')}</p> : <Findings findings={findings} />)}</Read>;
};

/** The findings of the validation, read when they are opened. */
export const Report = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Details onToggle={() => setOpen(true)}>
      <Details.Summary>{t('quality.report')}</Details.Summary>
      <Details.Content>{open && <Content id={id} />}</Details.Content>
    </Details>
  );
};
