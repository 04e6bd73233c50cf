import { isAppError } from '../../../core/errors.ts';
import { textIn } from '../../../core/languages.ts';
import type { DatasetNames } from '../../../mappings/dcat-to-dataset/read-names.ts';
import type { Description } from '../../../mappings/rdf/description.ts';
import { agentsToKeep } from '../agent-store.ts';
import type { Describe, Identified } from '../describe.ts';
import { entitiesOf, entityText } from '../feed/entities.ts';
import type { ChainHop, Normalised, Origin } from '../ingest-types.ts';
import { identityKeys, sourceKeys } from '../keys.ts';
import { searchRowOf } from '../search/row.ts';
import { sameAsOf, takeOver } from '../take-over.ts';
import type { Ask, LookOptions, Looked, Prepare, Prepared, Ready } from './prepared.ts';

export type PrepareParts<Settings> = {
  readonly node: { readonly id: string; readonly country: string };
  readonly publicUrl: string;
  readonly normalise: (description: Description, settings: Settings | undefined) => Normalised | Promise<Normalised>;
  /** What a description is called before anything is done to it. */
  readonly toRecord: (description: Description) => DatasetNames;
  readonly describe: Describe;
  readonly countryOf: (node: string) => string;
};

const issuerOf = (record: Pick<DatasetNames, 'custodian' | 'publisher'>): string | undefined => {
  const agent = record.custodian ?? record.publisher;
  return agent === undefined ? undefined : textIn(agent.name, 'en')?.text;
};

/** Where the record came from: of an own record the holder's own publication, of a partner's what the partner told and then the partner itself. */
const chainOf = (origin: Origin, received: DatasetNames): readonly ChainHop[] => {
  if (origin.kind === 'partner') return [...(origin.chain ?? []), { publisher: origin.node, iri: `${received.iri}#record` }];
  return received.iri.startsWith('_:') ? [] : [{ publisher: issuerOf(received) ?? origin.source, iri: received.iri }];
};

const receivedOf = (origin: Origin, record: DatasetNames): Ready['received'] => {
  const keys = origin.kind === 'own' ? sourceKeys(origin.source, record) : { iri: `iri:${record.iri}`, identifiers: [] };
  return { iri: record.iri, title: textIn(record.title, 'en')?.text ?? '', identifiers: record.identifier, iriKey: keys.iri, sourceKeys: [...(keys.iri === undefined ? [] : [keys.iri]), ...keys.identifiers] };
};

/** Looks at one description at a time; needs no database and may run in a thread of its own. @see catalogue.md §3.2, §6.4, §7.1 */
export const createPrepare = <Settings>(parts: PrepareParts<Settings>): Prepare<Settings> => {
  const look = async (identified: Identified, ask: Ask, origin: Origin, notes: readonly unknown[]): Promise<Looked> => {
    const described = await parts.describe.examine(identified);
    const { record, findings } = described;
    const violations = findings.filter((finding) => finding.severity === 'violation').length;
    const node = origin.kind === 'own' ? parts.node.id : origin.node;
    // a search row is only written of what is shown, and what is shown is published
    const context = { id: ask.id, iri: record.iri, node, country: parts.countryOf(node), state: 'published', valid: violations === 0, score: described.score.points, changedAt: ask.at, validated: true };
    const entities = origin.kind === 'own' ? entitiesOf(record.iri, record.kind, described.statements) : [];
    return {
      quads: described.quads, record: JSON.stringify(record), findings, violations, warnings: findings.filter((finding) => finding.severity === 'warning').length,
      score: described.score.points, scoreDetail: JSON.stringify(described.score.detail ?? null), notes: JSON.stringify(notes),
      search: searchRowOf(record, context), agents: agentsToKeep(record), entities: entities.map((entity) => entityText(entity, described.lineOf)),
    };
  };

  const prepare = async (ask: Ask, { origin, settings }: LookOptions<Settings>): Promise<Prepared> => {
    const own = origin.kind === 'own';
    const normalised = own ? await parts.normalise(ask.description, settings) : { description: ask.description, notes: [] };
    const before = parts.toRecord(normalised.description);
    const received = receivedOf(origin, before);
    const description = own ? takeOver(normalised.description, `${parts.publicUrl}/dataset/${ask.id}`, issuerOf(before)) : normalised.description;
    const identified = await parts.describe.identify(description, own);
    const { record, version, outerHash } = identified;
    const isSame = ask.known?.version === version && ask.known.outerHash === outerHash;
    return {
      type: 'ready', id: ask.id, isNew: ask.isNew, at: ask.at, iri: record.iri, kind: record.kind, version, outerHash, received,
      title: textIn(record.title, 'en')?.text ?? record.iri, chain: chainOf(origin, before), holder: issuerOf(record) ?? null,
      keys: [...new Set([...identityKeys(record, sameAsOf(description)), ...(own ? received.sourceKeys : [])])],
      looked: isSame ? undefined : await look(identified, ask, origin, normalised.notes),
    };
  };

  return async (ask, options) => {
    try {
      return await prepare(ask, options);
    } catch (thrown) {
      return isAppError(thrown) ? { type: 'refused', code: thrown.code, detail: thrown.detail } : { type: 'broken', error: thrown };
    }
  };
};
