import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Text vectors of one record, as catalogue_put_search makes them: the rest of a search row is written for a whole batch at once. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function catalogue_put_terms(p_doc integer, p_weights text[], p_text_langs text[], p_texts text[]) returns integer language plpgsql set plan_cache_mode = force_generic_plan as $$
    declare part tsvector; a tsvector := ''; b tsvector := ''; c tsvector := ''; v tsvector := ''; d tsvector := '';
    begin
      for i in 1 .. cardinality(p_weights) loop
        part := to_tsvector(catalogue_config(p_text_langs[i]), p_texts[i]);
        case p_weights[i] when 'a' then a := a || part; when 'b' then b := b || part; when 'c' then c := c || part; when 'v' then v := v || part; else d := d || part; end case;
      end loop;
      insert into catalogue_terms (doc, a, b, c, v, d, phrase) values (p_doc, strip(a), strip(b), strip(c), strip(v), strip(d), a || b || c || v || d)
        on conflict (doc) do update set a = excluded.a, b = excluded.b, c = excluded.c, v = excluded.v, d = excluded.d, phrase = excluded.phrase;
      return p_doc;
    end $$`.execute(db);
};
