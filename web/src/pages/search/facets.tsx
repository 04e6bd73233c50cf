import { useState } from 'react';
import { Button, Checkbox, Details } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { SearchAnswer } from '../../../../core/api/datasets.ts';
import { useFormat } from '../../format/use-format.ts';
import { useValueLabel } from './facet-label.ts';

type Facet = SearchAnswer['facets'][number];
const shownAtFirst = 6; // more would push the next facet off the screen

const FacetGroup = ({ facet, open, isChosen, onToggle }: { facet: Facet; open: boolean; isChosen: (value: string) => boolean; onToggle: (value: string) => void }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [all, setAll] = useState(false);
  const label = useValueLabel();
  const unknown = { value: 'not-stated', count: facet.notStated };
  const values = all ? facet.values : facet.values.filter((value, index) => index < shownAtFirst || isChosen(value.value));
  const name = t(`facet.${facet.key}`, { defaultValue: facet.key });
  return (
    <Details defaultOpen={open} data-size="sm">
      <Details.Summary>{name}</Details.Summary>
      <Details.Content>
        <fieldset className="facet">
          <legend className="visually-hidden">{name}</legend>
          {[...values, ...(unknown.count > 0 || isChosen(unknown.value) ? [{ ...unknown, label: unknown.value }] : [])].map((value) => <Checkbox key={value.value} data-size="sm" label={`${label(facet.key, value.value, value.label)} (${number(value.count)})`} checked={isChosen(value.value)} onChange={() => onToggle(value.value)} />)}
        </fieldset>
        {facet.values.length > values.length && <Button variant="tertiary" data-size="sm" onClick={() => setAll(true)}>{t('facet.more', { count: facet.values.length - values.length })}</Button>}
      </Details.Content>
    </Details>
  );
};

type Props = { facets: readonly Facet[]; isChosen: (key: string, value: string) => boolean; onToggle: (key: string, value: string) => void };

/** A dataset's country is its node's, as a rule: the second list of the same countries is shown only where somebody chose in it. */
const isWorthShowing = (facet: Facet, isChosen: Props['isChosen']): boolean =>
  (facet.values.length > 0 || isChosen(facet.key, 'not-stated')) && (facet.key !== 'country' || facet.values.some((value) => isChosen(facet.key, value.value)));

/** Filters with their counts; choosing one changes the address and nothing else. A box shows what the address says, at once, before the new counts are there. */
export const Facets = ({ facets, isChosen, onToggle }: Props) => (
  <>
    {facets.filter((facet) => isWorthShowing(facet, isChosen)).map((facet, index) => (
      <FacetGroup key={facet.key} facet={facet} open={index < 3 || isChosen(facet.key, 'not-stated') || facet.values.some((value) => isChosen(facet.key, value.value))} isChosen={(value) => isChosen(facet.key, value)} onToggle={(value) => onToggle(facet.key, value)} />
    ))}
  </>
);
