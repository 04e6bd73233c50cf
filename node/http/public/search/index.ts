import type { CatalogueService } from '../../../catalogue/catalogue.ts';
import type { Operation } from '../../operation.ts';
import { exportSearch } from './export.ts';
import { searchDatasets } from './search.ts';
import { suggestWords } from './suggest.ts';
import { readVocabulary } from './vocabulary.ts';

export const searchOperations = (catalogue: CatalogueService, now: () => string): readonly Operation[] => [exportSearch(catalogue, now), searchDatasets(catalogue), suggestWords(catalogue), readVocabulary()];
