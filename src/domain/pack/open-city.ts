import type { Building } from '../building.ts';
import { DataError, describeError } from '../errors.ts';
import { type BBox, bboxContains } from '../geo/lon-lat.ts';
import { openAddressIndex } from './address-index.ts';
import { openBuildingIds } from './building-ids.ts';
import { openBuildingPages } from './building-pages.ts';
import type { ByteSource, OpenFile } from './byte-source.ts';
import type { City } from './city.ts';
import { decodeBuilding } from './decode-building.ts';
import { type FlatGeobufReader, openFlatGeobuf } from './flatgeobuf-reader.ts';
import { openGroundGrid } from './ground-grid.ts';
import { type DecodeRecord, decodePlace, decodeStation, decodeWater } from './layer-records.ts';
import { PACK_FILES, type PackManifest, packManifestSchema } from './manifest.ts';
import { decodeRoadGraph } from './road-graph.ts';

/**
 * Opens a city pack: reads pack.json; each other file is opened when it is first asked for.
 * @throws DataError `pack/bad-manifest` when pack.json is not one of ours, `pack/older-layout` when an older Fengtu made it
 */
export async function openCity(openFile: OpenFile, signal?: AbortSignal): Promise<City> {
	const manifest = await readManifest(openFile(PACK_FILES.manifest), signal);
	if (isOlderLayout(manifest)) {
		throw new DataError(
			'pack/older-layout',
			`${PACK_FILES.manifest}: got a pack without ${PACK_FILES.buildingPages}, made by an older Fengtu, expected one built anew`,
		);
	}
	const open = (name: string) => openListed(openFile, manifest, name);
	const buildings = once(async () => openFlatGeobuf(await open(PACK_FILES.buildings)));
	const pages = once(async () => openBuildingPages(await open(PACK_FILES.buildingPages)));
	const water = once(async () => openFlatGeobuf(await open(PACK_FILES.water)));
	const ids = once(async () => openBuildingIds(await open(PACK_FILES.buildingIds)));
	const addresses = once(async () => openAddressIndex(await open(PACK_FILES.addresses)));
	const stations = once(async () => readRecords(await open(PACK_FILES.stations), decodeStation));
	const places = once(async () => readRecords(await open(PACK_FILES.places), decodePlace));
	const roadGraph = once(async () => {
		const source = await open(PACK_FILES.roadGraph);
		return decodeRoadGraph(await source.read(0, await source.size()), source.name);
	});
	const ground = once(async () => {
		if (!manifest.files.some(({ name }) => name === PACK_FILES.ground)) return null;
		const source = await open(PACK_FILES.ground);
		return openGroundGrid(await source.read(0, await source.size()), source.name);
	});
	const findByFid = async (fid: number, signal?: AbortSignal): Promise<Building | undefined> => {
		const ordinal = (await pages(signal)).ordinalOf(fid);
		if (ordinal === undefined) return undefined;
		const file = await buildings(signal);
		const feature = await file.findAt(ordinal, signal);
		return feature && decodeBuilding(file, feature, fid);
	};
	return {
		manifest,
		findBuildingsIn: async (box, signal) => {
			const [file, { fidAt }] = await Promise.all([buildings(signal), pages(signal)]);
			return (await file.findIn(box, signal)).map((feature) => decodeBuilding(file, feature, fidAt(feature.ordinal)));
		},
		findBuildingByFid: findByFid,
		findBuildingById: async (id, signal) => {
			const candidates = await (await ids(signal)).findCandidates(id, signal);
			for (const fid of candidates) {
				const building = await findByFid(fid, signal);
				if (building?.id === id) return building;
			}
			return undefined;
		},
		findAddresses: async (street, signal) => (await addresses(signal)).findAddresses(street, signal),
		findWaterIn: async (box, signal) => findRecordsIn(await water(signal), PACK_FILES.water, decodeWater, box, signal),
		findWaterById: async (id, signal) => {
			const file = await water(signal);
			return (await file.findWithText(id, signal))
				.map((feature) => decodeWater(file.decode(feature), feature.ordinal, PACK_FILES.water))
				.find((source) => source.id === id);
		},
		readStations: stations,
		readPlaces: places,
		readGround: ground,
		readRoadGraph: roadGraph,
	};
}

/** Whether a pack numbers its buildings the old way, by their place in buildings.fgb: to be built anew. */
export function isOlderLayout({ files }: PackManifest): boolean {
	return !files.some(({ name }) => name === PACK_FILES.buildingPages);
}

/** Reads and checks pack.json. @throws DataError `pack/bad-manifest` */
export async function readManifest(source: ByteSource, signal?: AbortSignal): Promise<PackManifest> {
	const bytes = await source.read(0, await source.size(signal), signal);
	let found: unknown;
	try {
		found = JSON.parse(new TextDecoder().decode(bytes));
	} catch (cause) {
		throw new DataError('pack/bad-manifest', `${source.name}: got text that is not JSON: ${describeError(cause)}`, {
			context: { file: source.name },
			cause,
		});
	}
	const parsed = packManifestSchema.safeParse(found);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new DataError(
		'pack/bad-manifest',
		`${source.name}: ${issue?.path.join('.') || 'whole'}: ${issue?.message ?? 'cannot be read'}`,
		{ context: { file: source.name, path: issue?.path.join('.') }, cause: parsed.error },
	);
}

/** Opens a file that the manifest lists, if it has the size listed. */
async function openListed(openFile: OpenFile, manifest: PackManifest, name: string): Promise<ByteSource> {
	const listed = manifest.files.find((file) => file.name === name);
	if (!listed) {
		throw new DataError('pack/not-listed', `${PACK_FILES.manifest}: got no entry for ${name}, expected one`, {
			context: { file: name },
		});
	}
	const source = openFile(name);
	const size = await source.size();
	if (size !== listed.bytes) {
		throw new DataError(
			'pack/size-mismatch',
			`${name}: got ${size} bytes, expected ${listed.bytes} as ${PACK_FILES.manifest} says`,
			{ context: { file: name, found: size, expected: listed.bytes } },
		);
	}
	return source;
}

/**
 * Does an asynchronous thing once and keeps its result; a failure is not kept. The work is shared by all who wait, so one
 * caller's abort does not stop it: it only stops that caller.
 */
function once<T>(work: () => Promise<T>): (signal?: AbortSignal) => Promise<T> {
	let kept: Promise<T> | undefined;
	return async (signal) => {
		signal?.throwIfAborted();
		kept ??= work();
		const mine = kept;
		try {
			return await mine;
		} catch (error) {
			if (kept === mine) kept = undefined;
			throw error;
		} finally {
			signal?.throwIfAborted();
		}
	};
}

async function readRecords<T>(source: ByteSource, decode: DecodeRecord<T>): Promise<readonly T[]> {
	const file = await openFlatGeobuf(source);
	const features = await file.readAll();
	return features.map((feature) => decode(file.decode(feature), feature.ordinal, source.name));
}

async function findRecordsIn<T extends { lon: number; lat: number }>(
	file: FlatGeobufReader,
	name: string,
	decode: DecodeRecord<T>,
	box: BBox,
	signal?: AbortSignal,
): Promise<T[]> {
	const features = await file.findIn(box, signal);
	return features
		.map((feature) => decode(file.decode(feature), feature.ordinal, name))
		.filter((record) => bboxContains(box, record));
}
