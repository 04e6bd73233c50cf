import type { DatasetSummary } from '../../../../core/api/datasets.ts';

type Highlight = NonNullable<DatasetSummary['highlights']>[number];

/** A text with its matched ranges marked. Ranges come from the server as [start, end). */
export const Highlighted = ({ highlight }: { highlight: Highlight }) => {
  const parts: { text: string; match: boolean; at: number }[] = [];
  let at = 0;
  for (const [start, end] of highlight.ranges) {
    if (start > at) parts.push({ text: highlight.text.slice(at, start), match: false, at });
    parts.push({ text: highlight.text.slice(start, end), match: true, at: start });
    at = end;
  }
  parts.push({ text: highlight.text.slice(at), match: false, at });
  return <>{parts.map((part) => (part.match ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>))}</>;
};
