import { z } from 'zod';
import { createServiceTable, type ServiceTable } from '../domain/service/service-table.ts';
import { readJsonFile } from './read-json-file.ts';

/**
 * The table of the file that `--service` names; without one fengtu's.
 * @throws what readJsonFile throws; DataError `service/bad-table`, which says where in the file, what stands there and what should
 */
export async function readServiceTable(path: string | undefined): Promise<ServiceTable> {
	return path === undefined
		? createServiceTable()
		: createServiceTable(await readJsonFile('--service', path, z.unknown()), `--service ${path}`);
}
