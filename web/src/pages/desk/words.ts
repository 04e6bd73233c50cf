import { useTranslation } from 'react-i18next';

type Stated = { status: string; decisionStatus?: string | undefined };

/** Staff read the terms of the procedure; codes of newer partners are shown as they came. */
export const useDeskStatus = () => {
  const { t } = useTranslation();
  return ({ status, decisionStatus }: Stated): string => {
    const code = status === 'DECISION_ISSUED' ? (decisionStatus ?? status) : status;
    return t(`deskStatus.${code}`, { defaultValue: code });
  };
};
