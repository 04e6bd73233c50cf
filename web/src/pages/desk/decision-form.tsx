import { useState } from 'react';
import { Paragraph, Radio, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DeskLeg } from '../../../../core/api/applications.ts';
import { ActionForm, type Shared } from './action-forms.tsx';

type Outcome = 'positive' | 'negative';
type Props = Shared & { name: 'propose' | 'decide'; outcomes: readonly Outcome[]; proposal?: DeskLeg['proposal'] };

/** A proposal or the decision itself; a refusal always needs its reasons. */
export const DecisionForm = ({ name, outcomes, proposal, busy, onSend }: Props) => {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome | undefined>(proposal?.outcome);
  const [text, setText] = useState(proposal?.justification ?? '');
  const [tried, setTried] = useState(false);
  const textNeeded = (name === 'propose' || outcome === 'negative') && text.trim() === '';
  const send = (): void => {
    setTried(true);
    if (outcome === undefined || textNeeded) return;
    const justification = text.trim();
    onSend(name === 'propose' ? { action: 'propose', outcome, justification } : { action: 'decide', outcome, ...(justification === '' ? {} : { justification }) });
  };
  return (
    <ActionForm name={name} busy={busy} onSubmit={send}>
      {proposal?.own === true && <Paragraph>{t('legAction.ownProposal')}</Paragraph>}
      <fieldset className="choice">
        <legend>{t('legAction.outcome')}</legend>
        {outcomes.map((one) => <Radio key={one} name={`${name}-outcome`} value={one} label={t(`outcome.${one}`)} checked={outcome === one} onChange={() => setOutcome(one)} />)}
        {tried && outcome === undefined && <p className="field-error" role="alert">{t('legAction.outcomeNeeded')}</p>}
      </fieldset>
      <Textfield multiline rows={4} maxLength={10_000} label={t('legAction.justification')} value={text} error={tried && textNeeded ? t('legAction.textNeeded') : undefined} onChange={(event) => setText(event.target.value)} />
    </ActionForm>
  );
};
