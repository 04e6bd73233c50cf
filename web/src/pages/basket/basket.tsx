import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Heading, Paragraph, Radio } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { createApplication } from '../../api/applications.ts';
import { loginAddress, mayAct, useSession } from '../../api/session.ts';
import { byCountry, putBack, removeFromBasket, useBasket, type BasketItem } from '../../basket/basket.ts';
import { useFormat } from '../../format/use-format.ts';
import { Page } from '../../layout/page.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { ForeignText } from '../../ui/lang-text.tsx';
import { Empty, Failure } from '../../ui/notices.tsx';
import { Warnings } from './warnings.tsx';

const Country = ({ code, items, onRemove }: { code: string; items: readonly BasketItem[]; onRemove: (item: BasketItem) => void }) => {
  const { t } = useTranslation();
  const { country } = useFormat();
  return (
    <section aria-labelledby={`country-${code}`}>
      <Heading level={2} data-size="sm" id={`country-${code}`}>{country(code)}</Heading>
      <ul className="card-list">
        {items.map((item) => (
          <li key={item.id} className="ds-card row spread">
            <div>
              <Link to={`/dataset/${item.id}`}><ForeignText text={item.title} lang={item.titleLang} /></Link>
              {item.holder !== undefined && <div className="meta">{item.holder}</div>}
            </div>
            <Button variant="tertiary" data-size="sm" onClick={() => onRemove(item)}><span>{t('basket.remove')}<span className="visually-hidden">: {item.title}</span></span></Button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const StartApplication = ({ items }: { items: readonly BasketItem[] }) => {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { data: session } = useSession();
  const [type, setType] = useState<'access' | 'request'>('access');
  const create = useMutation({
    mutationFn: () => createApplication({ type, language: i18n.language, datasets: items.map((item) => item.id) }),
    onSuccess: (application) => navigate(`/apply/${application.id}/2`),
  });
  if (session?.person === undefined) return <p><a className="ds-button" data-variant="primary" href={loginAddress('/basket')}>{t('basket.signInToApply')}</a></p>;
  if (!mayAct(session, 'researcher')) return <Alert data-color="info">{t('basket.notApplicant')}</Alert>;
  return (
    <section aria-labelledby="start" className="ds-card">
      <Heading level={2} data-size="xs" id="start">{t('basket.start.title')}</Heading>
      <fieldset className="choice">
        <legend>{t('basket.start.kind')}</legend>
        {(['access', 'request'] as const).map((one) => <Radio key={one} name="kind" value={one} label={t(`kind.${one}`)} description={t(`kind.${one}Text`)} checked={type === one} onChange={() => setType(one)} />)}
      </fieldset>
      {create.error !== null && <Failure error={create.error}><Paragraph>{t('basket.start.safe')}</Paragraph></Failure>}
      <div><Button loading={create.isPending} onClick={() => create.mutate()}>{t('basket.start.button')}</Button></div>
    </section>
  );
};

/** What was chosen, by country, with what may go wrong told early. */
const Basket = () => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const items = useBasket();
  const [removed, setRemoved] = useState<BasketItem>();
  const remove = (item: BasketItem): void => {
    removeFromBasket(item.id);
    setRemoved(item);
    announce(t('basket.removed', { title: item.title }));
  };
  const undo = (item: BasketItem): void => {
    putBack(item);
    setRemoved(undefined);
  };
  return (
    <Page title={t('basket.title')} crumbs={[]} lead={items.length === 0 ? undefined : t('basket.lead', { count: byCountry(items).size })}>
      {removed !== undefined && <Alert data-color="info"><span>{t('basket.removed', { title: removed.title })} </span><Button variant="tertiary" data-size="sm" onClick={() => undo(removed)}>{t('basket.undo')}</Button></Alert>}
      {items.length === 0 ? (
        <Empty title={t('basket.empty.title')}><Paragraph>{t('basket.empty.text')}</Paragraph><Link to="/search">{t('nav.search')}</Link></Empty>
      ) : (
        <>
          <Warnings items={items} />
          {[...byCountry(items)].map(([code, own]) => <Country key={code} code={code} items={own} onRemove={remove} />)}
          <StartApplication items={items} />
        </>
      )}
    </Page>
  );
};
export default Basket;
