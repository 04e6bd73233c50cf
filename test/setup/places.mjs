import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');
export const bin = join(root, 'node_modules', '.bin');
export const cache = join(root, '.cache');
