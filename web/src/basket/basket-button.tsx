import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { DatasetSummary } from '../../../core/api/datasets.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { addToBasket, removeFromBasket, useBasket } from './basket.ts';

/** Adds or removes one dataset; its name is part of the button's name for people who hear a list of buttons. */
export const BasketButton = ({ dataset }: { dataset: DatasetSummary }) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const inside = useBasket().some((item) => item.id === dataset.id);
  const press = (): void => {
    if (inside) removeFromBasket(dataset.id);
    else addToBasket(dataset);
    announce(t(inside ? 'basket.removed' : 'basket.added', { title: dataset.title }));
  };
  return (
    <Button variant={inside ? 'secondary' : 'primary'} data-size="sm" onClick={press}>
      <span>{t(inside ? 'basket.remove' : 'basket.add')}<span className="visually-hidden">: {dataset.title}</span></span>
    </Button>
  );
};
