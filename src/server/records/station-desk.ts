import { DataError } from '../../domain/errors.ts';
import type { StationRecord } from '../../domain/records/station-record.ts';
import type { ServedPack } from '../follow-pack.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { findDistrict } from './find-district.ts';
import type { PackPlaces } from './pack-places.ts';
import { removeAttachments } from './record-desk.ts';
import { recordNotFound } from './record-error.ts';
import type { RecordOverlay } from './record-overlay.ts';

/** What the desks of stations and water work with. */
export interface PlaceDeskParts {
	readonly store: Store;
	readonly pack: ServedPack;
	readonly overlay: RecordOverlay;
	readonly packPlaces: PackPlaces;
	readonly nowMs: () => number;
}

type StationFields = Omit<StationRecord, 'id' | 'version' | 'createdAtMs' | 'updatedAtMs'>;

/** The service's records of stations. Who changes one must be allowed to where it lay and where it will lie. */
export interface StationDesk {
	/**
	 * In the place of the pack's, or one more; `version` 0 = there was no record yet.
	 * @throws ConflictError `record/version-conflict`, ForbiddenError `access/denied`, DataError `station/vehicle-twice`
	 */
	put(id: string, fields: StationFields & { readonly version: number }, caller: Caller): Promise<StationRecord>;
	/** As the pack has it again. @throws NotFoundError `record/not-found`, ForbiddenError `access/denied` */
	remove(id: string, caller: Caller): Promise<void>;
}

/** Makes the desk. */
export function createStationDesk({ store, pack, overlay, packPlaces }: PlaceDeskParts): StationDesk {
	/** A vehicle is one unit, and stands at one station. */
	async function checkVehicles(id: string, { vehicles }: StationFields): Promise<void> {
		const others = [...(await pack.use((city) => city.readStations())), ...overlay.listStations()];
		const elsewhere = new Map(
			others.filter((station) => station.id !== id).flatMap((s) => s.vehicles.map((vehicle) => [vehicle.id, s.id])),
		);
		const mine = new Set<string>();
		for (const vehicle of vehicles) {
			const at = mine.has(vehicle.id) ? id : elsewhere.get(vehicle.id);
			if (at !== undefined) {
				throw new DataError(
					'station/vehicle-twice',
					`vehicles: got ${vehicle.id}, which stands at ${at}, expected vehicles of no other station`,
					{ context: { id, vehicleId: vehicle.id, stationId: at } },
				);
			}
			mine.add(vehicle.id);
		}
	}

	return {
		async put(id, { version, ...fields }, { identity, context }) {
			await checkVehicles(id, fields);
			const packs = await packPlaces.findStation(id);
			const found = await pack.use((city) => findDistrict(city, fields));
			const district = fields.district ?? found;
			const station = await store.write(context, async (tx) => {
				const before = await tx.read('station', id);
				const was = before ? before.district : packs ? packs.town : district;
				requireAccess(identity, 'station.edit', { id, district: was });
				requireAccess(identity, 'station.edit', { id, district });
				const kind = before ? 'station/changed' : 'station/recorded';
				const set = { ...fields, district };
				return tx.append({ collection: 'station', id, kind, set, expectVersion: version });
			});
			await overlay.refresh();
			return station;
		},
		async remove(id, { identity, context }) {
			const packs = await packPlaces.findStation(id);
			await store.write(context, async (tx) => {
				const before = await tx.read('station', id);
				if (!before) throw recordNotFound('station', id);
				requireAccess(identity, 'station.edit', before);
				await tx.append({ collection: 'station', id, kind: 'station/removed', set: null });
				if (!packs) await removeAttachments(tx, { collection: 'station', id });
				return null;
			});
			await overlay.refresh();
		},
	};
}
