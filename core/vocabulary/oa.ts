import { namespace } from './namespace.ts';

/** Web Annotation. */
export const oa = namespace('http://www.w3.org/ns/oa#', [
  'hasTarget', 'hasBody', 'motivatedBy', 'Annotation',
]);
