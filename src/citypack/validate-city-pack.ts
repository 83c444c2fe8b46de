import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Building } from '../domain/building.ts';
import { AppError, describeError, NotFoundError } from '../domain/errors.ts';
import { openAddressIndex } from '../domain/pack/address-index.ts';
import { type BuildingColumns, decodeBuildingColumns } from '../domain/pack/building-columns.ts';
import { hashId, verifyBuildingIds } from '../domain/pack/building-ids.ts';
import { type BuildingPages, openBuildingPages } from '../domain/pack/building-pages.ts';
import { checkPackFiles, type PackProblem } from '../domain/pack/check-pack-files.ts';
import { decodeBuilding } from '../domain/pack/decode-building.ts';
import { openFlatGeobuf } from '../domain/pack/flatgeobuf-reader.ts';
import { type DecodeRecord, decodePlace, decodeStation, decodeWater } from '../domain/pack/layer-records.ts';
import { PACK_FILES, type PackManifest } from '../domain/pack/manifest.ts';
import { readManifest } from '../domain/pack/open-city.ts';
import { decodeRoadGraph } from '../domain/pack/road-graph.ts';
import { NO_FID } from '../domain/pack/tile-properties.ts';
import { createColumnsCheck } from './check-columns.ts';
import { checkRejects } from './check-rejects.ts';
import { checkRoadGraph } from './check-road-graph.ts';
import { checkTiles } from './check-tiles.ts';
import { COUNTED_KIND } from './model/reject-kind.ts';
import { createLocalSource } from './read/local-source.ts';
import { checkTerrain } from './terrain/check-terrain.ts';
import { hashFile, hashFolder, versionOf } from './write/hash-files.ts';

/** What a validation found. */
export interface PackValidation {
	/** No problem found. */
	readonly ok: boolean;
	readonly problems: readonly PackProblem[];
	/** What was looked at; a number of things each. */
	readonly checked: {
		files: number;
		bytes: number;
		buildings: number;
		ids: number;
		roads: number;
		water: number;
		stations: number;
		places: number;
		tiles: number;
		/** Buildings in the leaves of the tiles. */
		leafBuildings: number;
	};
}

/** Buildings read in one go: neighbours in the file lie together. */
const BATCH = 2048;
const ENCODER = new TextEncoder();
/** Of one kind of fault this many are told one by one. */
const MAX_TOLD = 20;

/**
 * Re-reads a whole pack: is every file there with its size and hash, does every building decode, is every id there once and
 * found by its index, does the spatial index find each building, do pages and columns say the same of it, is each in exactly one
 * leaf of the tiles, does every level of detail show as much as the leaves, do the counts agree
 * (read = kept + refused, every refused record told), is the road graph whole, is the terrain?
 * Faults are returned, not thrown. Cost: about 10 us a building.
 * @throws NotFoundError `pack/not-a-pack` when `dir` holds no pack.json
 */
export async function validateCityPack(dir: string, signal?: AbortSignal): Promise<PackValidation> {
	if (!existsSync(join(dir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`${dir}: got no ${PACK_FILES.manifest}, expected a folder of fengtu build`,
			{
				context: { dir },
			},
		);
	}
	const check = new PackCheck(dir, signal);
	await check.run();
	return { ok: check.problems.length === 0, problems: check.problems, checked: check.checked };
}

class PackCheck {
	readonly problems: PackProblem[] = [];
	readonly checked: PackValidation['checked'] = {
		files: 0,
		bytes: 0,
		buildings: 0,
		ids: 0,
		roads: 0,
		water: 0,
		stations: 0,
		places: 0,
		tiles: 0,
		leafBuildings: 0,
	};
	readonly #dir: string;
	readonly #signal: AbortSignal | undefined;
	/** Told so far, by code and file (tiles by code alone: there are thousands). */
	readonly #told = new Map<string, number>();

	constructor(dir: string, signal: AbortSignal | undefined) {
		this.#dir = dir;
		this.#signal = signal;
	}

	async run(): Promise<void> {
		const manifest = await this.#guard(PACK_FILES.manifest, () => readManifest(this.#source(PACK_FILES.manifest)));
		if (!manifest) return;
		const missing = await checkPackFiles(manifest, (name) => this.#sizeOf(name));
		this.problems.push(...missing);
		this.#checkHashes(manifest);
		this.#checkCounts(manifest);
		// A file of the wrong size is told already; reading on would only tell the same again, less clearly.
		const broken = new Set(missing.map((problem) => problem.file));
		const unlessBroken = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> =>
			broken.has(name) ? undefined : this.#guard(name, work);
		const pages = await unlessBroken(PACK_FILES.buildingPages, () =>
			openBuildingPages(this.#source(PACK_FILES.buildingPages), this.#signal),
		);
		const columns = await unlessBroken(PACK_FILES.buildingColumns, async () => {
			const source = this.#source(PACK_FILES.buildingColumns);
			return decodeBuildingColumns(await source.read(0, await source.size()), source.name);
		});
		if (pages) {
			await unlessBroken(PACK_FILES.buildings, () => this.#checkBuildings(manifest, pages, columns, broken));
		}
		await unlessBroken(PACK_FILES.addresses, async () => {
			await openAddressIndex(this.#source(PACK_FILES.addresses), this.#signal);
		});
		await unlessBroken(PACK_FILES.roads, () => this.#checkLayer(PACK_FILES.roads, 'roads', manifest.counts.roads));
		await unlessBroken(PACK_FILES.water, () =>
			this.#checkLayer(PACK_FILES.water, 'water', manifest.counts.water, decodeWater),
		);
		await unlessBroken(PACK_FILES.stations, () =>
			this.#checkLayer(PACK_FILES.stations, 'stations', manifest.counts.stations, decodeStation),
		);
		await unlessBroken(PACK_FILES.places, () =>
			this.#checkLayer(PACK_FILES.places, 'places', manifest.counts.places, decodePlace),
		);
		const { terrain } = manifest;
		if (terrain) {
			await unlessBroken(PACK_FILES.ground, async () => {
				for (const fault of checkTerrain(this.#dir, manifest, terrain))
					this.#tell(fault.code, fault.file, fault.message);
			});
		}
		await unlessBroken(PACK_FILES.rejects, async () => {
			const told = await checkRejects(join(this.#dir, PACK_FILES.rejects), manifest.sources);
			for (const { code, message } of told) this.#tell(code, PACK_FILES.rejects, message);
		});
		await unlessBroken(PACK_FILES.roadGraph, async () => {
			const source = this.#source(PACK_FILES.roadGraph);
			const graph = decodeRoadGraph(await source.read(0, await source.size()), PACK_FILES.roadGraph);
			for (const fault of checkRoadGraph(graph)) {
				this.#tell('pack/bad-road-graph', PACK_FILES.roadGraph, `${PACK_FILES.roadGraph}: ${fault}`);
			}
		});
		if (pages) await this.#checkTiles(manifest, pages);
	}

	#source(name: string) {
		return createLocalSource(join(this.#dir, name), name);
	}

	async #sizeOf(name: string): Promise<number | undefined> {
		const found = await stat(join(this.#dir, name)).catch(() => undefined);
		return found?.size;
	}

	/** Tells a fault; the twentieth of one kind in one file is the last that is told. */
	#tell(code: string, file: string, message: string): void {
		const kind = file.startsWith('tiles/') ? code : `${code} ${file}`;
		const told = (this.#told.get(kind) ?? 0) + 1;
		this.#told.set(kind, told);
		if (told < MAX_TOLD) this.problems.push({ code, message, file });
		else if (told === MAX_TOLD)
			this.problems.push({ code, message: `${message}; more of this kind are not told`, file });
	}

	/** Runs a check; an error of ours is a problem of the file and ends only this check. */
	async #guard<T>(file: string, work: () => Promise<T>): Promise<T | undefined> {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			this.#tell(error.code, file, describeError(error));
			return undefined;
		}
	}

	#checkHashes(manifest: PackManifest): void {
		for (const file of manifest.files) {
			const path = join(this.#dir, file.name);
			if (!existsSync(path)) continue;
			const folder = file.files !== undefined;
			const found = folder ? hashFolder(path.replace(/[\\/]$/, '')) : { ...hashFile(path), files: 1 };
			this.checked.files += found.files;
			this.checked.bytes += found.bytes;
			if (found.sha256 !== file.sha256) {
				this.#tell(
					'pack/hash-mismatch',
					file.name,
					`${file.name}: got SHA-256 ${found.sha256}, expected ${file.sha256}`,
				);
			}
		}
		const version = versionOf(manifest.files);
		if (version !== manifest.version) {
			this.#tell(
				'pack/version-mismatch',
				PACK_FILES.manifest,
				`version: got ${manifest.version}, expected ${version} for these files`,
			);
		}
		if (!existsSync(join(this.#dir, manifest.tileset))) {
			this.#tell('pack/missing-file', manifest.tileset, `${manifest.tileset}: got no file, expected the tileset`);
		}
	}

	async #checkTiles({ tileset, counts }: PackManifest, pages: BuildingPages): Promise<void> {
		const folder = dirname(tileset);
		const { tiles, leafBuildings, problems } = await checkTiles(join(this.#dir, folder), pages);
		for (const { code, message, file } of problems) {
			this.#tell(code, file ? `${folder}/${file}` : folder, `${folder}: ${message}`);
		}
		this.#expectCount(folder, 'tiles', tiles, counts.tiles, PACK_FILES.manifest);
		this.checked.tiles = tiles;
		this.checked.leafBuildings = leafBuildings;
	}

	#checkCounts(manifest: PackManifest): void {
		let kept = 0;
		for (const source of manifest.sources) {
			if (COUNTED_KIND[source.kind] === 'building') kept += source.kept;
			if (source.read !== source.kept + source.refused) {
				this.#tell(
					'pack/count-mismatch',
					PACK_FILES.manifest,
					`source ${source.key}: got ${source.read} read, expected ${source.kept} kept + ${source.refused} refused`,
				);
			}
		}
		const { counts } = manifest;
		this.#expectCount(PACK_FILES.manifest, 'buildings', counts.buildings, kept, 'the sources kept');
		const byHeight = counts.heightKnown + counts.heightEstimated + counts.heightUnknown;
		this.#expectCount(PACK_FILES.manifest, 'buildings by height', byHeight, counts.buildings, 'buildings');
	}

	#expectCount(file: string, what: string, found: number, expected: number, of: string): void {
		if (found !== expected) {
			this.#tell('pack/count-mismatch', file, `${file}: ${what}: got ${found}, expected ${expected} (${of})`);
		}
	}

	async #checkBuildings(
		manifest: PackManifest,
		pages: BuildingPages,
		columns: BuildingColumns | undefined,
		broken: ReadonlySet<string | null>,
	): Promise<void> {
		const file = await openFlatGeobuf(this.#source(PACK_FILES.buildings), this.#signal);
		const { count } = file.header;
		this.#expectCount(PACK_FILES.buildings, 'features', count, manifest.counts.buildings, PACK_FILES.manifest);
		this.#expectCount(PACK_FILES.buildingPages, 'buildings', pages.count, count, PACK_FILES.buildings);
		if (columns) {
			this.#expectCount(PACK_FILES.buildingColumns, 'buildings', columns.count, count, PACK_FILES.buildings);
		}
		await this.#guard(PACK_FILES.buildings, () => file.verifyIndex(this.#signal));
		const seen = new Set<string>();
		const fids = pages.listFids();
		const hashes = new Uint32Array(count);
		const sources = new Set(manifest.sources.map((source) => source.key));
		const check = columns && createColumnsCheck(columns, pages);
		for (let first = 0; first < count; first += BATCH) {
			this.#signal?.throwIfAborted();
			for (const feature of await file.findRange(first, first + BATCH, this.#signal)) {
				await this.#guard(PACK_FILES.buildings, async () => {
					const { ordinal, box } = feature;
					const building = decodeBuilding(file, feature, fids[ordinal] ?? NO_FID);
					hashes[ordinal] = hashId(ENCODER.encode(building.id));
					this.#checkBuilding(building, ordinal, seen, sources);
					const fault = box ? check?.findFault(building, ordinal, box) : undefined;
					if (fault) {
						const name = PACK_FILES.buildingColumns;
						this.#tell('pack/columns-differ', name, `${name}: building ${ordinal}: ${fault}`);
					}
				});
			}
		}
		this.checked.buildings = count;
		this.checked.ids = seen.size;
		if (broken.has(PACK_FILES.buildingIds) || fids.length !== count) return;
		await this.#guard(PACK_FILES.buildingIds, async () => {
			const source = this.#source(PACK_FILES.buildingIds);
			verifyBuildingIds(await source.read(0, await source.size()), hashes, fids, PACK_FILES.buildingIds);
		});
	}

	#checkBuilding({ id, source }: Building, at: number, seen: Set<string>, sources: ReadonlySet<string>): void {
		const file = PACK_FILES.buildings;
		if (id === '') this.#tell('pack/no-id', file, `${file}: feature ${at}: got no id, expected one`);
		if (seen.has(id))
			this.#tell('pack/duplicate-id', file, `${file}: feature ${at}: got id ${id} again, expected once`);
		seen.add(id);
		if (sources.has(source)) return;
		const listed = [...sources].join(', ');
		this.#tell('pack/unknown-source', file, `${file}: feature ${at}: got source ${source}, expected ${listed}`);
	}

	async #checkLayer(
		name: string,
		what: 'roads' | 'water' | 'stations' | 'places',
		expected: number,
		decode?: DecodeRecord<unknown>,
	): Promise<void> {
		const file = await openFlatGeobuf(this.#source(name), this.#signal);
		const features = await file.readAll(this.#signal);
		this.#expectCount(name, 'features', features.length, expected, PACK_FILES.manifest);
		await this.#guard(name, () => file.verifyIndex(this.#signal));
		for (const feature of features) {
			await this.#guard(name, async () => {
				const decoded = file.decode(feature);
				decode?.(decoded, feature.ordinal, name);
			});
		}
		this.checked[what] = features.length;
	}
}
