import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../api/session.ts';
import { useFormat } from '../format/use-format.ts';
import { plainText } from '../ui/lang-text.tsx';

export const Footer = () => {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data: session } = useSession();
  return (
    <footer className="site-footer">
      <div className="wide bar">
        <p>
          {session !== undefined && <>{plainText(session.node.name, language)} · {t('footer.version', { version: session.node.version })}</>}
          {session?.node.demo === true && <strong> · {t('footer.demo')}</strong>}
        </p>
        <ul>
          <li><Link to="/help">{t('nav.help')}</Link></li>
          <li><Link to="/validate">{t('nav.validate')}</Link></li>
          <li><Link to="/accessibility">{t('nav.accessibility')}</Link></li>
          <li><Link to="/api">{t('nav.api')}</Link></li>
        </ul>
      </div>
    </footer>
  );
};
