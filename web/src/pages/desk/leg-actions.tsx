import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { LegAction, LegView } from '../../../../core/api/applications.ts';
import { useLegAction } from '../../api/applications.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Failure } from '../../ui/notices.tsx';
import { AskForm, DecisionForm, NoteForm, PlainAction } from './action-forms.tsx';

type Props = { leg: LegView; application: string; node: string };

/** What the officer may do now, as plain forms; the server says which (`allowed`) and refuses the rest. */
export const LegActions = ({ leg, application, node }: Props) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const act = useLegAction(application, node);
  const may = (...names: string[]): boolean => names.some((name) => leg.allowed.includes(name));
  const send = (action: LegAction): void => act.mutate(action, { onSuccess: () => announce(t('leg.done')) });
  const shared = { busy: act.isPending, onSend: send } as const;
  return (
    <div className="actions">
      {act.error !== null && <Failure error={act.error}><Paragraph>{t('leg.notDone')}</Paragraph></Failure>}
      {leg.allowed.length === 0 && <Paragraph>{t('leg.nothingToDo')}</Paragraph>}
      {may('open') && <PlainAction {...shared} name="open" action={{ action: 'open' }} />}
      {may('assign') && <PlainAction {...shared} name="assign" action={{ action: 'assign' }} />}
      {may('complete') && <NoteForm {...shared} name="complete" optional build={(note) => (note === '' ? { action: 'complete' } : { action: 'complete', note })} />}
      {may('ask') && <AskForm {...shared} kind={leg.status === 'PRE_SCREENING' ? 'completeness' : 'clarification'} />}
      {may('propose', 'propose-positive', 'propose-negative') && <DecisionForm {...shared} name="propose" outcomes={['positive', 'negative']} />}
      {may('decide', 'decide-positive', 'decide-negative') && (
        <DecisionForm {...shared} name="decide" outcomes={(['positive', 'negative'] as const).filter((outcome) => may('decide', `decide-${outcome}`))} />
      )}
      {may('note') && <NoteForm {...shared} name="note" build={(text) => ({ action: 'note', text })} />}
    </div>
  );
};
