// A process that holds the database of a data folder until it is killed; prints its address. Run with tsx.
import { startDatabase } from '../../src/server/database/start-database.ts';

const [dataDir = ''] = process.argv.slice(2);
const { url } = await startDatabase({ dataDir });
process.stdout.write(`${url}\n`);
setInterval(() => {}, 1_000);
