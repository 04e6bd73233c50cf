import { useEffect, useState } from 'react';
import { Button, Chip, Paragraph, Select } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { SearchAnswer } from '../../../../core/api/datasets.ts';
import { useSearch } from '../../api/catalogue.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { Empty, Read } from '../../ui/notices.tsx';
import { Pages } from '../../ui/pages.tsx';
import { filterEntries, pageAddress, searchQuestion, setParameter, toggleFilter, withoutFilters } from './address.ts';
import { CountryPartials } from './countries.tsx';
import { useFilterLabel } from './facet-label.ts';
import { Facets } from './facets.tsx';
import { RangeFilters } from './range-filters.tsx';
import { Result } from './result.tsx';
import { SaveSearch } from './save-search.tsx';
import { SearchBox } from './search-box.tsx';
import { TakeAlong } from './take-along.tsx';

const sorts = ['relevance', 'modified', 'title', 'individuals', 'score'] as const;

const Chosen = ({ answer }: { answer: SearchAnswer }) => {
  const { t } = useTranslation();
  const named = useFilterLabel();
  const [address, setAddress] = useSearchParams();
  const chosen = filterEntries(address);
  if (chosen.length === 0) return null;
  const label = ({ key, value }: { key: string; value: string }): string => named(key, value, answer.facets.find((facet) => facet.key === key)?.values.find((one) => one.value === value)?.label);
  return (
    <div className="row" role="group" aria-label={t('search.chosen')}>
      {chosen.map((one) => <Chip.Removable key={`${one.key}=${one.value}`} data-size="sm" aria-label={t('search.removeFilter', { filter: label(one) })} onClick={() => setAddress(toggleFilter(address, one.key, one.value))}>{label(one)}</Chip.Removable>)}
      <Button variant="tertiary" data-size="sm" onClick={() => setAddress(withoutFilters(address))}>{t('search.removeAll')}</Button>
    </div>
  );
};

const Hints = ({ answer }: { answer: SearchAnswer }) => {
  const { t } = useTranslation();
  const [address] = useSearchParams();
  return (
    <>
      {answer.didYouMean !== undefined && <Paragraph>{t('search.didYouMean')} <Link to={`/search?${setParameter(address, 'q', answer.didYouMean).toString()}`}>{answer.didYouMean}</Link></Paragraph>}
      {(answer.concepts ?? []).length > 0 && <Paragraph className="meta">{t('search.concepts', { list: (answer.concepts ?? []).map((one) => `${one.word} → ${one.label}`).join(', ') })}</Paragraph>}
    </>
  );
};

const Results = ({ answer }: { answer: SearchAnswer }) => {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  if (answer.results.length === 0) {
    return (
      <Empty title={t('search.empty.title')}>
        <Paragraph>{t('search.empty.text')}</Paragraph>
        {filterEntries(address).length > 0 && <Button variant="secondary" onClick={() => setAddress(withoutFilters(address))}>{t('search.removeAll')}</Button>}
      </Empty>
    );
  }
  return (
    <>
      <ul className="results">{answer.results.map((dataset) => <Result key={dataset.id} dataset={dataset} />)}</ul>
      <Pages page={answer.page} perPage={answer.perPage} total={answer.total} addressOf={(page) => `/search?${pageAddress(address, page).toString()}`} />
    </>
  );
};

const Head = ({ answer }: { answer: SearchAnswer }) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { number } = useFormat();
  const [address, setAddress] = useSearchParams();
  const found = t('search.found', { count: answer.total, number: number(answer.total) });
  useEffect(() => announce(found), [announce, found]);
  return (
    <div className="row spread">
      <strong>{found}</strong>
      <label className="inline-label">
        <span>{t('search.sort')}</span>
        <Select data-size="sm" width="auto" value={address.get('sort') ?? 'relevance'} onChange={(event) => setAddress(setParameter(address, 'sort', event.target.value === 'relevance' ? '' : event.target.value))}>
          {sorts.map((sort) => <Select.Option key={sort} value={sort}>{t(`search.sortBy.${sort}`)}</Select.Option>)}
        </Select>
      </label>
    </div>
  );
};

const Search = () => {
  const { t, i18n } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const query = useSearch(searchQuestion(address, i18n.language));
  const q = address.get('q') ?? '';
  const title = q === '' ? t('search.title') : t('search.titleFor', { q });
  return (
    <Page title={title} heading={t('search.title')} crumbs={[]}>
      <SearchBox />
      <Read query={query} lines={8}>
        {(answer) => (
          <div className="search-columns" aria-busy={query.isFetching}>
            <aside aria-label={t('search.filters')}>
              <Button className="filter-button" variant="secondary" data-size="sm" aria-expanded={filtersOpen} aria-controls="filters" onClick={() => setFiltersOpen(!filtersOpen)}>{t('search.filters')}</Button>
              <div id="filters" className="filters" data-open={filtersOpen}>
                <Facets facets={answer.facets} isChosen={(key, value) => address.getAll(key).includes(value)} onToggle={(key, value) => setAddress(toggleFilter(address, key, value), { preventScrollReset: true })} />
                <RangeFilters known={answer.ranges ?? []} />
              </div>
            </aside>
            <section aria-label={t('search.results')}>
              <CountryPartials nodes={answer.nodes} />
              <Chosen answer={answer} />
              <Head answer={answer} />
              <Hints answer={answer} />
              <SaveSearch key={address.toString()} />
              <h2 className="visually-hidden">{t('search.results')}</h2>
              <Results answer={answer} />
              <TakeAlong total={answer.total} />
            </section>
          </div>
        )}
      </Read>
    </Page>
  );
};
export default Search;
