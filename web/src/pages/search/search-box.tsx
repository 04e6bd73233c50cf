import { useEffect, useId, useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Search } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { suggestWords } from '../../api/catalogue.ts';
import { useSettled } from './use-settled.ts';

/** The search field, with words offered while typing (a native list: keyboard and screen readers know it). Other filters stay. */
export const SearchBox = ({ big = false }: { big?: boolean }) => {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const current = address.get('q') ?? '';
  const [text, setText] = useState(current);
  useEffect(() => setText(current), [current]);
  const typed = useSettled(text.trim());
  const words = useQuery({ queryKey: ['suggest', typed, i18n.language], enabled: typed.length >= 2 && typed !== current, queryFn: ({ signal }) => suggestWords(typed, i18n.language, signal), retry: false });
  const listId = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const next = new URLSearchParams(big ? '' : address);
    next.delete('page');
    if (text.trim() === '') next.delete('q');
    else next.set('q', text.trim());
    void navigate(`/search?${next.toString()}`);
  };
  return (
    <form role="search" onSubmit={submit} className={big ? 'search-box big' : 'search-box'} aria-label={t('search.label')}>
      <Search data-size={big ? 'lg' : 'md'}>
        <Search.Input aria-label={t('search.label')} placeholder={t('search.placeholder')} name="q" autoComplete="off" list={listId} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        <Search.Clear aria-label={t('search.clear')} onClick={() => setText('')} />
        <Search.Button>{t('search.button')}</Search.Button>
      </Search>
      <datalist id={listId}>{(words.data ?? []).map((word) => <option key={word} value={word} />)}</datalist>
    </form>
  );
};
