import type { Station } from '../../domain/station.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { RecordOverlay } from '../records/record-overlay.ts';
import type { KnownVehicle } from './position-board.ts';

/** Of a unit that nobody has told a state of: 备勤 is assumed (GA/T 974.39). */
const ON_STANDBY = '10';

/** What is known of every vehicle of every station, found at once. */
export interface KnownVehicles {
	find(id: string): KnownVehicle | undefined;
	/** false = the stations could not be read yet: that a vehicle is not found says nothing. */
	isRead(): boolean;
	/** Reads the stations anew: the pack or a station's record changed. Stations that cannot be read leave what was known. */
	refresh(): Promise<void>;
}

/** Knows no vehicle until it is refreshed. States are those of the overlay's units at the moment of asking. */
export function createKnownVehicles(pack: ServedPack, overlay: Pick<RecordOverlay, 'listUnits'>): KnownVehicles {
	let vehicles = new Map<string, Omit<KnownVehicle, 'status'>>();
	let stations: readonly Station[] | null = null;
	let units: { readonly list: readonly unknown[]; readonly states: ReadonlyMap<string, string> } | null = null;

	function findState(id: string): string {
		const list = overlay.listUnits();
		if (units?.list !== list) units = { list, states: new Map(list.map((unit) => [unit.id, unit.state])) };
		return units.states.get(id) ?? ON_STANDBY;
	}

	return {
		find(id) {
			const vehicle = vehicles.get(id);
			return vehicle && { ...vehicle, status: findState(id) };
		},
		isRead: () => stations !== null,
		async refresh() {
			const read = await pack.use((city) => city.readStations()).catch(() => null);
			if (read === null || read === stations) return;
			stations = read;
			vehicles = new Map(
				read.flatMap((station) =>
					station.vehicles.map(({ id, plate, type }) => [id, { plate, type, district: station.town }] as const),
				),
			);
		},
	};
}
