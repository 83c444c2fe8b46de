import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { WriteTx } from '../store/store.ts';
import { moveParts } from './move-parts.ts';
import { proposeDuplicates, withdrawDuplicates } from './propose-duplicates.ts';

/** A place, WGS84, and the district it lies in; null = unknown. */
export interface FoundPlace extends LonLat {
	readonly district: string | null;
}

/**
 * What putting an incident's place right sets of it. Duplicates are proposed anew on both sides; what hangs on the incident goes with it
 * into another district. What was given at first stays in `given`.
 */
export async function movePlace(
	tx: WriteTx,
	record: IncidentRecord,
	place: FoundPlace,
): Promise<Pick<IncidentRecord, 'lon' | 'lat' | 'district' | 'duplicates'>> {
	const { lon, lat, district } = place;
	await withdrawDuplicates(tx, record);
	const { id, createdAtMs } = record;
	const duplicates = await proposeDuplicates(tx, { id, createdAtMs, lon, lat });
	if (district !== record.district) await moveParts(tx, id, { id, district }, `place of ${id} put right`);
	return { lon, lat, district, duplicates };
}
