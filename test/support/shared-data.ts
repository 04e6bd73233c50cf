import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Quad } from 'n3';
import { parseRdf } from '../../mappings/rdf/parse.ts';

/** The reference files live beside the repository, not in it: official shapes, official example, samples of real catalogues. */
const root = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export const sharedData = existsSync(root);
if (!sharedData) console.warn(`\n  NOT RUN: comparisons with the official files, because ${root} is not there.\n`);

export const sharedFile = (path: string): Buffer => readFileSync(root + path);
export const sharedQuads = async (path: string): Promise<readonly Quad[]> => parseRdf(sharedFile(path), { mediaType: 'text/turtle', baseIri: `https://base.example/${path}` });

/** Every sample in Turtle that describes at least one dataset. */
export const turtleSamples = [
  'healthdcat-ap/r8/examples/example-healthdcat-dataset.ttl',
  'samples/de/FDZ-Gesundheit.ttl', 'samples/de/zfkd_healthdcat-ap.ttl',
  'samples/ckan/dataset_health.ttl', 'samples/ckan/dataset_health_no_blank.ttl', 'samples/ckan/dataset_health_multilingual.ttl',
  'samples/mvd/mvd-health-catalog-21-datasets.ttl',
  'samples/fdp/Project_27866022694497978.ttl', 'samples/fdp/dataset_898ca4b8-197b-4d40-bc81-d9cd88197670.ttl', 'samples/fdp/dataset_cbioportal.ttl',
  'samples/fdp/dataset_d7129d28-b72a-437f-8db0-4f0258dd3c25.ttl', 'samples/fdp/dataset_with-accessservice.ttl', 'samples/fdp/fdp_multiple_parents.ttl',
  'samples/fdp/root_fdp_response.ttl', 'samples/fdp/fdp_catalog.ttl', 'samples/fdp/distribution_f9b9dff8-a039-4ca2-be9b-da72a61e3bac.ttl',
  'samples/fdp-docs/fantom5.ttl', 'samples/fdp-docs/goNlSvR5-dataset.ttl', 'samples/fdp-docs/comparative-genomics-catalog.ttl',
] as const;
