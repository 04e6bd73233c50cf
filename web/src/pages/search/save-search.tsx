import { useState, type FormEvent } from 'react';
import { Alert, Button, Paragraph, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useSavedChange } from '../../api/saved.ts';
import { useSession } from '../../api/session.ts';
import { Failure } from '../../ui/notices.tsx';
import { questionOf } from '../saved/question.ts';

const Form = ({ first, onDone }: { first: string; onDone: () => void }) => {
  const { t, i18n } = useTranslation();
  const [address] = useSearchParams();
  const [name, setName] = useState(first);
  const change = useSavedChange();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    change.mutate({ method: 'POST', path: '/api/v1/saved-searches', body: { name: name.trim(), query: questionOf(address), language: i18n.language } }, { onSuccess: onDone });
  };
  return (
    <form className="row" onSubmit={submit}>
      <Textfield data-size="sm" autoFocus required maxLength={200} label={t('saved.nameOfSearch')} value={name} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" data-size="sm" loading={change.isPending}>{t('saved.saveNow')}</Button>
      {change.error !== null && <Failure error={change.error} />}
    </form>
  );
};

/** Keeps a search and tells what is new in it; for people who are signed in. */
export const SaveSearch = () => {
  const { t } = useTranslation();
  const [address] = useSearchParams();
  const { data: session } = useSession();
  const [step, setStep] = useState<'closed' | 'open' | 'done'>('closed');
  if (session?.person === undefined || Object.keys(questionOf(address)).length === 0) return null;
  if (step === 'done') return <Alert data-color="success" data-size="sm" role="status"><Paragraph>{t('saved.done')} <Link to="/saved">{t('nav.saved')}</Link></Paragraph></Alert>;
  if (step === 'open') return <Form first={address.get('q') ?? ''} onDone={() => setStep('done')} />;
  return <div><Button variant="tertiary" data-size="sm" onClick={() => setStep('open')}>{t('saved.saveSearch')}</Button></div>;
};
