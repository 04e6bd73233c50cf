import { useTranslation } from 'react-i18next';
import type { WordedFinding } from '../api/validation.ts';
import { StatusTag } from './status-tag.tsx';

const tone = { violation: 'danger', warning: 'warning', info: 'info' } as const;

const One = ({ finding }: { finding: WordedFinding }) => {
  const { t } = useTranslation();
  return (
    <li>
      <StatusTag tone={tone[finding.severity]}>{t(`severity.${finding.severity}`)}</StatusTag> <strong>{finding.what}</strong>
      {finding.why !== '' && <div>{finding.why}</div>}
      {finding.mend !== '' && <div>{finding.mend}</div>}
      {finding.example !== undefined && <div className="meta">{t('finding.example', { example: finding.example })}</div>}
      <div className="meta"><code>{finding.path}</code>{finding.points !== undefined && finding.points > 0 && <> · {t('finding.points', { count: finding.points })}</>}</div>
      {finding.turtle !== undefined && <details><summary>{t('finding.turtle')}</summary><pre>{finding.turtle}</pre></details>}
    </li>
  );
};

const rank = { violation: 0, warning: 1, info: 2 } as const;

/** Findings in words, worst first. */
export const Findings = ({ findings }: { findings: readonly WordedFinding[] }) => {
  if (findings.length === 0) return null;
  const ordered = [...findings].sort((a, b) => rank[a.severity] - rank[b.severity] || (b.points ?? 0) - (a.points ?? 0));
  return <ul className="findings">{ordered.map((finding, index) => <One key={`${finding.code} ${finding.path} ${index}`} finding={finding} />)}</ul>;
};
