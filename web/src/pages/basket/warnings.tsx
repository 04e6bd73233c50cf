import { Heading } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../api/client.ts';
import { useDatasets } from '../../api/catalogue.ts';
import type { BasketItem } from '../../basket/basket.ts';
import { Partial } from '../../ui/notices.tsx';

type Warning = { id: string; text: string };

/** Told before an application is begun: what is gone, what needs no application, what has no list of variables. */
export const Warnings = ({ items }: { items: readonly BasketItem[] }) => {
  const { t, i18n } = useTranslation();
  const details = useDatasets(items.map((item) => item.id), i18n.language);
  const warnings: Warning[] = items.flatMap((item, index) => {
    const query = details[index];
    if (query === undefined) return [];
    const say = (code: string): Warning => ({ id: `${item.id} ${code}`, text: t(`basket.warning.${code}`, { title: item.title }) });
    if (isApiError(query.error, 404, 410)) return [say('gone')];
    const detail = query.data;
    if (detail === undefined) return [];
    return [
      ...(detail.summary.state === 'withdrawn' ? [say('gone')] : []),
      ...(detail.summary.accessLevel === 'PUBLIC' ? [say('public')] : []),
      ...(detail.summary.accessLevel !== 'PUBLIC' && detail.variables.total === 0 ? [say('noVariables')] : []),
    ];
  });
  if (warnings.length === 0) return null;
  return (
    <Partial>
      <Heading level={2} data-size="2xs">{t('basket.warning.title')}</Heading>
      <ul>{warnings.map((warning) => <li key={warning.id}>{warning.text}</li>)}</ul>
    </Partial>
  );
};
