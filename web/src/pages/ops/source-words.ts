import type { RunState, SourceView } from '../../../../core/api/sources.ts';
import type { Role } from '../../../../core/roles.ts';
import type { Tone } from '../../ui/status-tag.tsx';

export const sourceReaders: readonly Role[] = ['operator', 'coordinator', 'auditor', 'case-handler', 'decision-maker'];
export const sourceTone: Record<SourceView['state'], Tone> = { fresh: 'success', stale: 'warning', broken: 'danger', held: 'danger', never: 'neutral' };
export const runTone: Record<RunState, Tone> = { running: 'info', done: 'success', 'done-with-errors': 'warning', held: 'danger', failed: 'danger' };
export const countKeys = ['read', 'new', 'changed', 'unchanged', 'missing', 'withdrawn', 'refused', 'duplicate', 'draft', 'warnings'] as const;
