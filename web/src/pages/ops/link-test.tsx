import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LinkTestReport } from '../../../../core/api/ops.ts';
import { StatusTag } from '../../ui/status-tag.tsx';

const tone = { green: 'success', red: 'danger', 'not-tried': 'neutral' } as const;

/** Each step of a link test, and at the red one who must act. */
export const LinkTest = ({ report }: { report: LinkTestReport }) => {
  const { t } = useTranslation();
  return (
    <div role="status" className="link-test">
      <strong>{t(report.ok ? 'linkTest.ok' : 'linkTest.failed')}</strong>
      <ol>
        {report.steps.map((step) => (
          <li key={step.step}>
            <StatusTag tone={tone[step.result]}>{t(`linkTest.result.${step.result}`)}</StatusTag> {t(`linkTest.step.${step.step}`)} <span className="meta" lang="en">{step.detail}</span>
            {step.side !== undefined && <Paragraph><strong>{t('linkTest.mustAct', { side: t(`linkTest.side.${step.side}`) })}</strong> {step.advice !== undefined && <span lang="en">{step.advice}</span>}</Paragraph>}
          </li>
        ))}
      </ol>
    </div>
  );
};
