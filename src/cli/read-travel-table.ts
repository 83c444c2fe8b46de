import { DEFAULT_TRAVEL_TABLE, type TravelTable, travelTableSchema } from '../domain/travel-table.ts';
import { readJsonFile } from './read-json-file.ts';

/** The travel table of the file that `--travel` names; without one fengtu's. @throws what readJsonFile throws. */
export async function readTravelTable(path: string | undefined): Promise<TravelTable> {
	return path ? readJsonFile('--travel', path, travelTableSchema) : DEFAULT_TRAVEL_TABLE;
}
