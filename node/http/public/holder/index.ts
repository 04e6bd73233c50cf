import type { HolderDoor } from '../../../catalogue/sources/holder/door.ts';
import type { HolderViews } from '../../../catalogue/sources/holder/holder-views.ts';
import type { HolderWorkbooks } from '../../../catalogue/sources/holder/workbooks.ts';
import type { TrustedHolders } from '../../../catalogue/sources/holder/trusted-holders.ts';
import type { Operation } from '../../operation.ts';
import { createDataset } from './create-dataset.ts';
import { compareVersions, listInReview, listMine, listVersions } from './list-datasets.ts';
import { confirmDataset, moveDataset } from './move-dataset.ts';
import { replaceDataset } from './replace-dataset.ts';
import { decideTrust, listTrustedHolders } from './trusted-holders.ts';
import { withdrawDataset } from './withdraw-dataset.ts';
import { workbookOperations } from './workbooks.ts';
import { createLibrary, updateLibrary } from './write-library.ts';

export const holderOperations = (door: HolderDoor, views: HolderViews, trust: TrustedHolders, workbooks: HolderWorkbooks): readonly Operation[] => [
  createDataset(door), replaceDataset(door), withdrawDataset(door), moveDataset(door), confirmDataset(door),
  listMine(views), listInReview(views), listVersions(views), compareVersions(views), listTrustedHolders(trust), decideTrust(trust), createLibrary(door), updateLibrary(door), ...workbookOperations(workbooks),
];
