import type { FormEvent } from 'react';
import { Button, Checkbox, Details, Textfield } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { SearchAnswer } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';
import { setRange } from './address.ts';
import type { Range } from './ranges.ts';
import { ranges } from './ranges.ts';

const inputOf = { number: { type: 'number', min: 0, step: 'any' }, year: { type: 'text', inputMode: 'numeric', pattern: '\\d{4}(-\\d{2}(-\\d{2})?)?', placeholder: '2019' }, date: { type: 'date' } } as const;

const RangeForm = ({ range, notStated }: { range: Range; notStated: number }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [address, setAddress] = useSearchParams();
  const orUnknown = address.getAll('orUnknown').includes(range.key);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    setAddress(setRange(address, range, { from: text('from'), to: text('to'), orUnknown: form.get('orUnknown') !== null }), { preventScrollReset: true });
  };
  return (
    <form onSubmit={submit}>
      <fieldset className="facet">
        <legend className="visually-hidden">{t(`range.${range.key}`)}</legend>
        <div className="range-ends">
          <Textfield data-size="sm" label={t('range.from')} name="from" defaultValue={address.get(range.from) ?? ''} {...inputOf[range.kind]} />
          <Textfield data-size="sm" label={t('range.to')} name="to" defaultValue={address.get(range.to) ?? ''} {...inputOf[range.kind]} />
        </div>
        {(notStated > 0 || orUnknown) && <Checkbox data-size="sm" name="orUnknown" label={t('range.orUnknown', { count: notStated, number: number(notStated) })} defaultChecked={orUnknown} />}
        <div><Button type="submit" variant="secondary" data-size="sm">{t('range.apply')}<span className="visually-hidden">: {t(`range.${range.key}`)}</span></Button></div>
      </fieldset>
    </form>
  );
};

/** Numbers and dates to filter by. Nothing is asked before the button is pressed: half a number is a wrong one. */
export const RangeFilters = ({ known }: { known: NonNullable<SearchAnswer['ranges']> }) => {
  const { t } = useTranslation();
  const [address] = useSearchParams();
  const stateOf = (range: Range): string => [address.get(range.from), address.get(range.to), String(address.getAll('orUnknown').includes(range.key))].join(' ');
  return (
    <>
      {ranges.map((range) => (
        <Details key={range.key} defaultOpen={address.has(range.from) || address.has(range.to)} data-size="sm">
          <Details.Summary>{t(`range.${range.key}`)}</Details.Summary>
          <Details.Content><RangeForm key={stateOf(range)} range={range} notStated={known.find((one) => one.key === range.key)?.notStated ?? 0} /></Details.Content>
        </Details>
      ))}
    </>
  );
};
