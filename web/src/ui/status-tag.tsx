import { Tag } from '@digdir/designsystemet-react';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A word first, a colour second. */
export const StatusTag = ({ tone, children }: { tone: Tone; children: string }) => <Tag data-color={tone} data-size="sm">{children}</Tag>;
