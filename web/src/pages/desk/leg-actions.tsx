import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DeskLeg, LegAction } from '../../../../core/api/applications.ts';
import { useLegAction } from '../../api/applications.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Failure } from '../../ui/notices.tsx';
import { PlainAction, TextAction } from './action-forms.tsx';
import { AskForm } from './ask-form.tsx';
import { DecisionForm } from './decision-form.tsx';

/** What the officer may do now, as plain forms; the server says which (`allowed`) and refuses the rest. */
export const LegActions = ({ detail }: { detail: DeskLeg }) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const act = useLegAction(detail.application, detail.node);
  const may = (...names: string[]): boolean => names.some((name) => detail.allowed.includes(name));
  // The form that was sent may be gone: the focus goes to the head of what can be done now, not to the top of the page.
  const done = (): void => {
    announce(t('leg.done'));
    document.getElementById('actions')?.focus();
  };
  const send = (action: LegAction): void => act.mutate(action, { onSuccess: done });
  const shared = { busy: act.isPending, onSend: send } as const;
  const outcomes = (name: string) => (['positive', 'negative'] as const).filter((outcome) => may(name, `${name}-${outcome}`));
  return (
    <div className="actions">
      {act.error !== null && <Failure error={act.error}><Paragraph>{t('leg.notDone')}</Paragraph></Failure>}
      {detail.allowed.length === 0 && <Paragraph>{t('leg.nothingToDo')}</Paragraph>}
      {may('open') && <PlainAction {...shared} name="open" action={{ action: 'open' }} />}
      {may('assign') && <PlainAction {...shared} name="assign" action={{ action: 'assign' }} />}
      {may('complete') && <TextAction {...shared} name="complete" optional build={(note) => (note === '' ? { action: 'complete' } : { action: 'complete', note })} />}
      {may('ask', 'ask-completeness', 'ask-clarification') && <AskForm {...shared} detail={detail} />}
      {outcomes('propose').length > 0 && <DecisionForm {...shared} name="propose" outcomes={outcomes('propose')} />}
      {outcomes('decide').length > 0 && <DecisionForm {...shared} name="decide" outcomes={outcomes('decide')} proposal={detail.proposal} />}
      {may('extend') && <TextAction {...shared} name="extend" build={(reason) => ({ action: 'extend', reason })} />}
      {may('close-unanswered') && <TextAction {...shared} name="close-unanswered" build={(justification) => ({ action: 'close-unanswered', justification })} />}
      {may('lapse') && <PlainAction {...shared} name="lapse" action={{ action: 'lapse' }} />}
      {may('note') && <TextAction {...shared} name="note" build={(text) => ({ action: 'note', text })} />}
    </div>
  );
};
