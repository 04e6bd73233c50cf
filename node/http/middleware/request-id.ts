import type { RequestHandler } from 'express';
import { v7 } from 'uuid';
import { attach } from '../run-operation.ts';

const supported = ['en', 'fr', 'de'];

/** Gives every request an id of its own (never taken from outside) and the reader's language: `?lang=`, else the first of Accept-Language that the portal speaks. */
export const identifyRequest: RequestHandler = (req, res, next) => {
  const requestId = v7();
  res.setHeader('x-request-id', requestId);
  const asked = typeof req.query['lang'] === 'string' ? req.query['lang'].slice(0, 2) : undefined;
  const language = supported.find((lang) => lang === asked) ?? (req.acceptsLanguages(supported) || 'en');
  attach(req, { requestId, language });
  next();
};
