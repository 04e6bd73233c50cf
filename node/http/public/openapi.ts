import { createDocument } from 'zod-openapi';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { Operation } from '../operation.ts';
import { everyone } from '../operation.ts';

const accessText = (operation: Operation): string => {
  const { access } = operation;
  if (access.kind === 'roles') return `Roles: ${access.roles.join(', ')}.`;
  return access.kind === 'signed-in' ? 'Anyone signed in.' : 'Public.';
};

const pathsOf = (operations: readonly Operation[]): ZodOpenApiPathsObject => {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:([A-Za-z]+)/g, '{$1}');
    const parameters = [...operation.path.matchAll(/:([A-Za-z]+)/g)].map((match) => ({ name: match[1] ?? '', in: 'path' as const, required: true, schema: { type: 'string' as const } }));
    const known = paths[path] ?? {};
    const { request, response } = operation;
    paths[path] = {
      ...known,
      [operation.method.toLowerCase()]: {
        summary: operation.summary,
        description: accessText(operation),
        ...(operation.access.kind === 'public' ? { security: [] } : {}),
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(request?.query === undefined ? {} : { requestParams: { query: request.query as never } }),
        ...(request?.body === undefined ? {} : { requestBody: { content: { 'application/json': { schema: request.body } } } }),
        responses: {
          default: { description: 'Refused', content: { 'application/problem+json': {} } },
          '200': response === undefined ? { description: 'Done' } : { description: 'Done', content: { 'application/json': { schema: response } } },
        },
      },
    };
  }
  return paths;
};

/** OpenAPI 3.1 of everything below `/api`, made from the same operations that answer. */
export const openapi = (operations: () => readonly Operation[], about: { title: string; version: string; url: string }): Operation => {
  let made: unknown;
  const make = (): unknown =>
    createDocument({
      openapi: '3.1.1',
      info: { title: about.title, version: about.version },
      servers: [{ url: about.url }],
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      paths: pathsOf(operations().filter((operation) => operation.path.startsWith('/api/'))),
    });
  return {
    method: 'GET',
    path: '/api/openapi.json',
    access: everyone,
    summary: 'This document',
    handle: (_req, res) => {
      made ??= make();
      res.json(made);
    },
  };
};
