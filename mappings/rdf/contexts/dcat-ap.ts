import { prefixes } from '../../../core/vocabulary/prefixes.ts';
import type { JsonLdContextDocument } from './context-document.ts';

/** DCAT-AP 3.0.1: the names its JSON-LD context gives to classes and properties. */
export const dcatApContext: JsonLdContextDocument = { '@context': { ...prefixes } };
