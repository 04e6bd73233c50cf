import { Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DeskLeg } from '../../../../core/api/applications.ts';
import { useFormat } from '../../format/use-format.ts';
import { useDeskStatus } from './words.ts';

export const LegEvents = ({ history }: { history: DeskLeg['history'] }) => {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <ol className="timeline">
      {history.map((entry, index) => (
        <li key={index}>
          <span className="meta">{instant(entry.at)}</span> {t(`deskStatus.${entry.status}`, { defaultValue: entry.status })} · {entry.by}
          {entry.note !== undefined && <div className="prose">{entry.note}</div>}
        </li>
      ))}
    </ol>
  );
};

export const LegNotes = ({ notes }: { notes: DeskLeg['notes'] }) => {
  const { instant } = useFormat();
  return <ul className="timeline">{notes.map((note, index) => <li key={index}><span className="meta">{instant(note.at)} · {note.by}</span><div className="prose">{note.text}</div></li>)}</ul>;
};

/** What the other countries of the same application last said. */
export const LegPeers = ({ peers }: { peers: DeskLeg['peers'] }) => {
  const { t } = useTranslation();
  const { country, instant } = useFormat();
  const status = useDeskStatus();
  if (peers.length === 0) return <Paragraph>{t('leg.noOthers')}</Paragraph>;
  return <ul>{peers.map((peer) => <li key={peer.node}>{t('application.countryStatus', { country: country(peer.node), status: status(peer) })} <span className="meta">{instant(peer.asOf)}</span></li>)}</ul>;
};
