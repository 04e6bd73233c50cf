import { useEffect, useRef, type ReactNode } from 'react';
import { Breadcrumbs, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useArrival } from './arrival.ts';

export type Crumb = { to: string; label: string };
type Props = { title: string; heading?: ReactNode; crumbs?: readonly Crumb[]; lead?: ReactNode; wide?: boolean; /** Stands with the h1 in a tinted box. */ hero?: ReactNode; children: ReactNode };

const Trail = ({ crumbs, title }: { crumbs: readonly Crumb[]; title: string }) => {
  const { t } = useTranslation();
  return (
    <Breadcrumbs aria-label={t('header.breadcrumbs')} className="trail">
      <Breadcrumbs.List>
        <Breadcrumbs.Item><Breadcrumbs.Link asChild><Link to="/">{t('nav.home')}</Link></Breadcrumbs.Link></Breadcrumbs.Item>
        {crumbs.map((crumb) => <Breadcrumbs.Item key={crumb.to}><Breadcrumbs.Link asChild><Link to={crumb.to}>{crumb.label}</Link></Breadcrumbs.Link></Breadcrumbs.Item>)}
        <Breadcrumbs.Item><span className="trail-end" aria-current="page">{title}</span></Breadcrumbs.Item>
      </Breadcrumbs.List>
    </Breadcrumbs>
  );
};

/** Every page: title of the window, where one is, one h1. After a step inside the site the h1 takes the focus, so that it is read out. */
export const Page = ({ title, heading, crumbs, lead, wide = true, hero, children }: Props) => {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  useArrival(head);
  useEffect(() => {
    document.title = `${title} – ${t('site.name')}`;
  }, [title, t]);
  const top = <Heading ref={head} level={1} data-size="lg" tabIndex={-1}>{heading ?? title}</Heading>;
  return (
    <div className={wide ? 'page wide' : 'page'}>
      {crumbs !== undefined && <Trail crumbs={crumbs} title={title} />}
      {hero === undefined ? top : <div className="hero">{top}{hero}</div>}
      {lead !== undefined && <Paragraph data-size="lg" className="lead">{lead}</Paragraph>}
      {children}
    </div>
  );
};
