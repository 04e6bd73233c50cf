import { hash } from 'node:crypto';
import type { Quad } from 'n3';
import type { Description } from '../../../mappings/rdf/description.ts';
import { canonicalNQuads } from './canonical.ts';
import { ownGraph } from './own-graph.ts';

/** Description version: SHA-256, lower-case hex, of the RDFC-1.0 canonical N-Quads of the description's own graph without volatile statements.
 *  Equal versions mean nothing changed; blank node labels, order and the CatalogRecord never matter. What a node publishes is versioned after
 *  `emitDataset`, so that a partner that reads the graph computes the same value.
 *  @throws AppError `too-complex` when canonicalising would take unbounded work
 *  @see catalogue.md §6.4 */
export const descriptionVersion = (description: Description): Promise<string> => versionOfGraph(ownGraph(description));

/** The version of an own graph that was cut out already. */
export const versionOfGraph = async (own: readonly Quad[]): Promise<string> => hash('sha256', await canonicalNQuads(own), 'hex');
