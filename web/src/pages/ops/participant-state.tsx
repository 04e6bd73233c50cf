import { useState } from 'react';
import { Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DirectoryView } from '../../../../core/api/directory.ts';
import { changeState, useDirectoryStep, type StateChange } from '../../api/directory.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Failure } from '../../ui/notices.tsx';

type Participant = DirectoryView['participants'][number];

const next: Record<string, readonly StateChange['code'][]> = { joining: ['active'], active: ['maintenance', 'suspended', 'revoked'], maintenance: ['active', 'suspended'], suspended: ['active', 'revoked'], revoked: [] };

/** Buttons for the states a participant may go to; each asks first. Revoking cannot be undone. */
export const ParticipantState = ({ participant }: { participant: Participant }) => {
  const { t } = useTranslation();
  const step = useDirectoryStep();
  const [note, setNote] = useState('');
  const send = (code: StateChange['code']): void => step.mutate(changeState(participant.nodeId, { code, ...(note.trim() === '' ? {} : { note: note.trim() }) }));
  return (
    <div className="stack">
      {step.error !== null && <Failure error={step.error} />}
      {(next[participant.state.code] ?? []).map((code) => (
        <Confirm key={code} trigger={t(`directory.to.${code}`)} title={t('directory.toTitle', { node: participant.nodeId, state: t(`participantState.${code}`) })} confirm={t(`directory.to.${code}`)} tone={code === 'active' || code === 'maintenance' ? 'accent' : 'danger'} busy={step.isPending} onConfirm={() => send(code)}>
          <Paragraph>{t(`directory.toText.${code}`)}</Paragraph>
          <Textfield label={t('form.optional', { label: t('directory.note') })} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Confirm>
      ))}
    </div>
  );
};
