import { describe, expect, it } from 'vitest';
import type { Participant } from '../../core/directory.ts';
import { unsupported } from './supported.ts';

const partner = (supports: Participant['supports']) => ({ nodeId: 'DE', supports }) as Participant;

describe('what a partner takes', () => {
  it('is what the directory lists', () => {
    expect(unsupported(partner({ protocols: ['0.9', '1.0'], events: ['leg-submit'] }), 'leg-submit')).toBeUndefined();
    expect(unsupported(partner({ protocols: ['1.0'], events: ['leg-submit', 'outcome'] }), 'peer-decision')).toEqual({ reason: 'unsupported-event', said: 'Not sent: the directory says that DE takes leg-submit, outcome, and not peer-decision.' });
    expect(unsupported(partner({ protocols: ['2.0'], events: ['leg-submit'] }), 'leg-submit')).toEqual({ reason: 'unsupported-version', said: 'Not sent: the directory says that DE speaks protocol 2.0, and this message is in 1.0.' });
    expect(unsupported(partner({ protocols: [], events: [] }), 'leg-submit')?.said).toContain('protocol none');
  });
});
