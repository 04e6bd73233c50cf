import { useEffect, useState } from 'react';
import { Button, Select } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { loginAddress, useSession } from '../api/session.ts';
import { useBasket } from '../basket/basket.ts';
import { portalLanguages, switchLanguage, type PortalLanguage } from '../i18n/i18n.ts';
import { plainText } from '../ui/lang-text.tsx';
import { navigationOf, publicNavigation } from './navigation.ts';
import { chooseRole, homeOf, isRole, useRole } from './role-choice.ts';
import { SignOut } from './sign-out.tsx';

const ownName: Record<PortalLanguage, string> = { en: 'English', fr: 'Français', de: 'Deutsch' };

const LanguageSwitch = () => {
  const { t, i18n } = useTranslation();
  return (
    <Select aria-label={t('header.language')} data-size="sm" width="auto" value={i18n.language} onChange={(event) => void switchLanguage(event.target.value as PortalLanguage)}>
      {portalLanguages.map((language) => <Select.Option key={language} value={language} lang={language}>{ownName[language]}</Select.Option>)}
    </Select>
  );
};

const RoleSwitch = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: session } = useSession();
  const role = useRole(session);
  const own = session?.person?.roles ?? [];
  if (own.length < 2 || role === undefined) return null;
  const change = (next: string): void => {
    if (!isRole(next)) return;
    chooseRole(next);
    void navigate(homeOf[next]);
  };
  return (
    <Select aria-label={t('header.role')} data-size="sm" width="auto" value={role} onChange={(event) => change(event.target.value)}>
      {own.map((one) => <Select.Option key={one} value={one}>{t(`role.${one}`)}</Select.Option>)}
    </Select>
  );
};

const Account = () => {
  const { t } = useTranslation();
  const location = useLocation();
  const { data: session } = useSession();
  if (session === undefined) return null;
  if (session.person === undefined) {
    const back = location.pathname === '/' ? '/?start=1' : location.pathname + location.search;
    return <a className="ds-button" data-variant="secondary" data-size="sm" href={loginAddress(back)}>{t('session.signIn')}</a>;
  }
  return (
    <>
      <span className="person">{session.person.name}</span>
      <RoleSwitch />
      <SignOut />
    </>
  );
};

const BasketLink = () => {
  const { t } = useTranslation();
  const count = useBasket().length;
  return <NavLink to="/basket" className="nav-link">{t('nav.basket', { count })}</NavLink>;
};

/** Name of the node, main navigation of the role, basket, language, account. */
export const Header = () => {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const role = useRole(session);
  const chosen = useBasket().length;
  const location = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [location.pathname]);
  const links = role === undefined ? publicNavigation : navigationOf[role];
  return (
    <header className="site-header">
      <div className="bar wide">
        <Link to="/" className="brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>{session === undefined ? t('site.name') : plainText(session.node.name, i18n.language)}</span>
        </Link>
        <Button className="menu-button" variant="secondary" data-size="sm" aria-expanded={open} aria-controls="site-menu" onClick={() => setOpen(!open)}>{t('header.menu')}</Button>
        <div id="site-menu" className="menu" data-open={open}>
          <nav aria-label={t('header.navigation')}>
            <ul>
              {links.map((link) => <li key={link.to}><NavLink to={link.to} className="nav-link">{t(link.label)}</NavLink></li>)}
              {(role === undefined || role === 'researcher' || chosen > 0) && <li><BasketLink /></li>}
            </ul>
          </nav>
          <div className="account">
            <LanguageSwitch />
            <Account />
          </div>
        </div>
      </div>
    </header>
  );
};
