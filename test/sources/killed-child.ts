// A process that reads a source of many records into the database given, until it is killed.
import { systemClock } from '../../core/clock.ts';
import { createSources } from '../../node/catalogue/sources/sources.ts';
import { openDb } from '../../node/storage/db.ts';
import { manyRecords } from './support/many-records.ts';
import { testPorts } from './support/pipeline.ts';

const [url = '', records = '0'] = process.argv.slice(2);
const open = openDb({ connectionString: url, max: 10, onError: () => undefined });
const sources = createSources({ ...testPorts(open, systemClock), read: manyRecords(Number(records)) });
await sources.run('many', { mode: 'run', trigger: 'test', actor: 'test', full: true });
process.exit(0);
