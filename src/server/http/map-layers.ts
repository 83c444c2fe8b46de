import { ROUTES } from '../../domain/api.ts';
import { UsageError } from '../../domain/errors.ts';
import { toStation } from '../../domain/records/lay-records.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { RecordOverlay } from '../records/record-overlay.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

export interface MapLayersParts {
	/** With the records laid over it. */
	readonly pack: ServedPack;
	readonly overlay: Pick<RecordOverlay, 'listStations' | 'listWater'>;
}

/** GET /api/pack, /api/stations and /api/water: what the map draws beside its tiles, with the service's records. */
export function registerMapLayers(app: TypedApp, { pack, overlay }: MapLayersParts): void {
	const waterVersions = keepVersions(() => overlay.listWater());
	const stationVersions = keepVersions(() => overlay.listStations());

	addRoute(app, ROUTES.pack, () => pack.manifest);
	addRoute(app, ROUTES.stations, async () => {
		const working = await pack.use((city) => city.readStations());
		const versions = stationVersions();
		const closed = overlay.listStations().filter(({ inService }) => !inService);
		return {
			stations: [
				...working.map((station) => ({ ...station, inService: true, version: versions.get(station.id) ?? 0 })),
				...closed.map((record) => ({ ...toStation(record), inService: false, version: record.version })),
			],
		};
	});
	addRoute(app, ROUTES.water, async ({ query: { west, south, east, north, limit } }) => {
		if (west > east || south > north) {
			throw new UsageError(
				'http/bad-box',
				`GET ${ROUTES.water.path}: got west ${west} east ${east} south ${south} north ${north}, expected west <= east and south <= north`,
			);
		}
		const found = await pack.use((city) => city.findWaterIn([west, south, east, north]));
		const versions = waterVersions();
		return {
			water: found.slice(0, limit).map((water) => ({ ...water, version: versions.get(water.id) ?? 0 })),
			truncated: found.length > limit,
		};
	});
}

/** Versions by id of a list that is the same array until it changes. */
function keepVersions(
	read: () => readonly { readonly id: string; readonly version: number }[],
): () => ReadonlyMap<string, number> {
	let last: ReturnType<typeof read> | null = null;
	let versions = new Map<string, number>();
	return () => {
		const records = read();
		if (records !== last) {
			last = records;
			versions = new Map(records.map(({ id, version }) => [id, version]));
		}
		return versions;
	};
}
