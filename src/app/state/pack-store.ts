import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '../../client/api.ts';
import { readGround } from '../../client/ground.ts';
import type { Health } from '../../domain/api.ts';
import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
import { PACK_FILES, type PackManifest } from '../../domain/pack/manifest.ts';
import type { Station } from '../../domain/station.ts';

/** The city data on screen: what lies in the pack, its stations, and what of it is damaged. */
export type PackState =
	| { readonly status: 'loading' }
	| { readonly status: 'failed'; readonly error: unknown }
	| {
			readonly status: 'ready';
			readonly manifest: PackManifest;
			/** Folder of the pack's files, ends with '/'. */
			readonly baseUrl: string;
			readonly stations: readonly Station[];
			/** Why there are none; null = they were read. */
			readonly stationsError: unknown;
			/** What things stand on; null = the pack has no terrain, or it could not be read. */
			readonly ground: GroundGrid | null;
			/** Why it could not be read; null = it was, or there is none. */
			readonly groundError: unknown;
			readonly problems: Health['problems'];
	  };

/** Holds PackState. */
export type PackStore = StoreApi<PackState>;

/** Makes the store, empty; call loadPack. */
export function createPackStore(): PackStore {
	return createStore<PackState>(() => ({ status: 'loading' }));
}

/** The city data once it is there. */
export type ReadyPack = Extract<PackState, { status: 'ready' }>;

/** Reads the manifest, then stations, health and the ground, which may fail without taking the map with them. Never rejects. */
export async function loadPack(store: PackStore, api: Api, signal?: AbortSignal): Promise<void> {
	store.setState({ status: 'loading' }, true);
	try {
		store.setState(await readPack(api, null, signal), true);
	} catch (error) {
		if (!signal?.aborted) store.setState({ status: 'failed', error }, true);
	}
}

/**
 * Reads the pack that is served now. What is the same as in `shown` stays the same object, so that the map keeps what it has drawn.
 * @throws what api.readPack throws; what else cannot be read is told in the state
 */
export async function readPack(api: Api, shown: ReadyPack | null, signal?: AbortSignal): Promise<ReadyPack> {
	const manifest = await api.readPack(signal);
	const baseUrl = `/packs/${encodeURIComponent(manifest.name)}/`;
	const isSameGround =
		shown?.ground && hashOf(shown.manifest, PACK_FILES.ground) === hashOf(manifest, PACK_FILES.ground);
	const [stations, health, ground] = await Promise.allSettled([
		api.listStations(signal),
		api.readHealth(signal),
		isSameGround ? shown.ground : manifest.terrain ? readGround(baseUrl, signal) : null,
	]);
	const isSameBox = shown?.manifest.bounds.every((edge, i) => edge === manifest.bounds[i]);
	return {
		status: 'ready',
		manifest: shown && isSameBox ? { ...manifest, bounds: shown.manifest.bounds } : manifest,
		baseUrl,
		stations: stations.status === 'fulfilled' ? stations.value.stations : [],
		stationsError: stations.status === 'fulfilled' ? null : stations.reason,
		ground: ground.status === 'fulfilled' ? ground.value : null,
		groundError: ground.status === 'rejected' ? ground.reason : null,
		problems: health.status === 'fulfilled' ? health.value.problems : [],
	};
}

/** Hash of a file of a pack; undefined = it has none of that name. */
export function hashOf({ files }: PackManifest, name: string): string | undefined {
	return files.find((file) => file.name === name)?.sha256;
}
