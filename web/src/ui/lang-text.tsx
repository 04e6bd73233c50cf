import { textIn, type LangText } from '../../../core/languages.ts';
import { useFormat } from '../format/use-format.ts';

/** Text that may be in another language than the page: marked for screen readers, with its language named for the eye. */
export const ForeignText = ({ text, lang }: { text: string; lang: string }) => {
  const { language, languageName } = useFormat();
  if (lang === language || lang === 'und' || lang === '') return <>{text}</>;
  return (
    <>
      <span lang={lang}>{text}</span> <abbr className="lang-mark" title={languageName(lang)}>{lang}</abbr>
    </>
  );
};

export const LangTextView = ({ value }: { value: LangText | undefined }) => {
  const { language } = useFormat();
  const found = value === undefined ? undefined : textIn(value, language);
  return found === undefined ? null : <ForeignText text={found.text} lang={found.lang} />;
};

export const plainText = (value: LangText | undefined, language: string): string => (value === undefined ? '' : (textIn(value, language)?.text ?? ''));
