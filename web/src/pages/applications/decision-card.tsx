import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LegView } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { Confirm } from '../../ui/confirm.tsx';

type Respond = { decisionId: string; answer: 'accept' | 'decline' | 'accept-refusal' };
type Props = { leg: LegView; busy: boolean; onRespond: (response: Respond) => void };

/** What was decided and why, and the applicant's answer to it where one is due. */
export const DecisionCard = ({ leg, busy, onRespond }: Props) => {
  const { t } = useTranslation();
  const { instant, country } = useFormat();
  const { decision } = leg;
  if (decision === undefined) return null;
  const may = (action: string): boolean => leg.allowed.includes(action);
  const respond = (answer: Respond['answer']): void => onRespond({ decisionId: decision.decisionId, answer });
  return (
    <div className="decision" data-outcome={decision.outcome}>
      <Heading level={4} data-size="2xs">{t(`decision.${decision.outcome}`, { country: country(leg.node) })}</Heading>
      <Paragraph className="meta">{t('decision.issued', { when: instant(decision.issuedAt), id: decision.decisionId })}</Paragraph>
      {decision.justification !== undefined && <Paragraph className="prose">{decision.justification}</Paragraph>}
      <div className="row">
        {may('accept') && <Button loading={busy} onClick={() => respond('accept')}>{t('decision.accept')}</Button>}
        {may('accept-refusal') && <Button variant="secondary" loading={busy} onClick={() => respond('accept-refusal')}>{t('decision.acceptRefusal')}</Button>}
        {may('decline') && (
          <Confirm trigger={t('decision.decline')} title={t('decision.declineTitle')} confirm={t('decision.decline')} busy={busy} onConfirm={() => respond('decline')}>
            <Paragraph>{t('decision.declineText')}</Paragraph>
          </Confirm>
        )}
      </div>
    </div>
  );
};
