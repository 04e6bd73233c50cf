import { sql } from 'kysely';
import type { SourceConfig } from '../../../core/api/sources.ts';
import { splitDescriptions } from '../../../mappings/dcat-to-dataset/split.ts';
import { pageFacts } from '../../../mappings/source-document/hydra.ts';
import { parseRdf } from '../../../mappings/rdf/parse.ts';
import { toPayload } from '../../../node/catalogue/sources/payload.ts';
import { saltOf } from '../../../node/catalogue/sources/read-phase.ts';
import type { Db } from '../../../node/storage/db.ts';

/** Makes the node know the records of a site as if a run had brought them, without storing the records themselves: what a run without changes reads is only this. */
export const knowRecords = async (db: Db, config: SourceConfig): Promise<number> => {
  const salt = saltOf(config);
  let known = 0;
  for (let url = config.address; url !== undefined; ) {
    const quads = await parseRdf(new Uint8Array(await (await fetch(url)).arrayBuffer()), { mediaType: 'text/turtle', baseIri: url });
    const rows = splitDescriptions(quads).map((description) => toPayload(description, salt)).map(({ iri, hash, title, identifiers }) => ({ iri, hash, title, identifiers }));
    await sql`insert into catalogue_source_record (source, iri, record_id, title, hash, identifiers, first_seen, last_seen, last_run)
      select ${config.id}, r.iri, gen_random_uuid(), r.title, r.hash, array(select jsonb_array_elements_text(r.identifiers)), now(), now(), gen_random_uuid()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(iri text, hash text, title text, identifiers jsonb)`.execute(db);
    known += rows.length;
    url = pageFacts(quads).next;
  }
  return known;
};
