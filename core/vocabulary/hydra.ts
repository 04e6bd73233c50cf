import { namespace } from './namespace.ts';

/** Hydra paging. */
export const hydra = namespace('http://www.w3.org/ns/hydra/core#', [
  'Collection', 'PartialCollectionView', 'PagedCollection', 'view', 'first', 'next', 'previous', 'last', 'member', 'totalItems',
  'nextPage', 'firstPage', 'lastPage', 'previousPage', 'itemsPerPage',
]);
