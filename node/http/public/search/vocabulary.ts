import { AppError } from '../../../../core/errors.ts';
import { vocabularyShape } from '../../../../core/api/datasets.ts';
import { vocabularies, vocabularyNamed } from '../../../../mappings/vocabularies/index.ts';
import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';

/** `GET /api/v1/vocabularies/{list}`: a controlled list with all its labels, its version and its source (catalogue.md §2). */
export const readVocabulary = (): Operation => ({
  method: 'GET',
  path: '/api/v1/vocabularies/:list',
  access: everyone,
  summary: 'One controlled list with labels in all languages known here',
  response: vocabularyShape,
  handle: (req, res) => {
    const list = vocabularyNamed(String(req.params['list']));
    if (list === undefined) throw new AppError('not-found', 'unknown-list', `There is no list "${String(req.params['list'])}". Known: ${vocabularies.map((one) => one.list).join(', ')}.`);
    res.setHeader('cache-control', 'public, max-age=3600');
    res.json(list);
  },
});
