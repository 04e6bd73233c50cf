import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Conclusion, ConsortiumStatus } from '../../../../core/api/status.ts';
import type { Format } from '../../format/use-format.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Tone } from '../../ui/status-tag.tsx';

export type NodeConclusion = ConsortiumStatus['nodes'][number];
type Reason = NodeConclusion['reasons'][number];

export const conclusionTone: Record<Conclusion, Tone> = { well: 'success', degraded: 'warning', unreachable: 'danger', contradicted: 'danger', maintenance: 'info', unknown: 'neutral' };

const instantPattern = /^\d{4}-\d{2}-\d{2}T/;

/** Reasons come as codes with values; country codes and instants among the values are put in the reader's words. */
export const useReasonWords = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const readable = (value: string | number): string => {
    if (typeof value === 'number') return format.number(value);
    if (instantPattern.test(value)) return format.instant(value);
    return /^[A-Z]{2}$/.test(value) ? format.country(value) : value;
  };
  return ({ code, values }: Reason): string => {
    const seconds = Number(values['seconds'] ?? values['oldestWaitingSeconds']);
    const words = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, readable(value)]));
    const raw = Object.values(words).join(', ');
    return t(`reasonCode.${code}`, { ...words, count: Number(values['count'] ?? values['waiting'] ?? values['dead'] ?? 0), duration: Number.isNaN(seconds) ? '' : format.duration(seconds), defaultValue: raw === '' ? code : `${code}: ${raw}` });
  };
};

const waitingFor = (status: ConsortiumStatus, node: string): number =>
  status.nodes.reduce((sum, one) => sum + (one.document?.links ?? []).filter((link) => link.partner === node).reduce((count, link) => count + link.waiting, 0), 0);

/** "9 of 10 nodes well; Germany unreachable for 42 minutes: 17 messages wait" */
export const topLine = (status: ConsortiumStatus, t: TFunction, format: Format, words: (reason: Reason) => string): string => {
  const well = status.nodes.filter((node) => node.conclusion === 'well').length;
  const others = status.nodes.filter((node) => node.conclusion !== 'well').map((node) => {
    const since = Math.max(0, (Date.parse(status.at) - Date.parse(node.since)) / 1000);
    const said = t(`board.top.${node.conclusion}`, { country: format.country(node.node), duration: format.duration(since) });
    const waiting = waitingFor(status, node.node);
    const reason = node.reasons[0];
    const more = waiting > 0 ? t('board.top.waiting', { count: waiting, number: format.number(waiting) }) : reason === undefined || node.conclusion === 'unreachable' ? '' : words(reason);
    return more === '' ? said : t('board.top.withReason', { said, reason: more });
  });
  return [t('board.top.well', { well: format.number(well), all: format.number(status.nodes.length), count: status.nodes.length }), ...others].join('; ');
};
