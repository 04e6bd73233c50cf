import type { Request, Response } from 'express';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { errorHandler } from './errors.ts';

const answerTo = (thrown: unknown): { status: number; body: Record<string, unknown> } => {
  const answer = { status: 0, body: {} as Record<string, unknown> };
  const res = { headersSent: false, getHeader: () => 'r1', setHeader: () => res, status: (code: number) => ((answer.status = code), res), type: () => res, send: (text: string) => (answer.body = JSON.parse(text) as Record<string, unknown>) };
  errorHandler(pino({ level: 'silent' }))(thrown, { path: '/api/v1/x' } as Request, res as unknown as Response, () => undefined);
  return answer;
};

it('tells a wrong input field by field, and a defect as nothing', () => {
  const { error } = z.object({ run: z.uuid() }).safeParse({ run: 'no' });
  expect(answerTo(error)).toMatchObject({ status: 400, body: { code: 'invalid-request', problems: [{ path: 'run' }] } });
  expect(answerTo(new Error('secret'))).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(JSON.stringify(answerTo(new Error('secret')))).not.toContain('secret');
});
