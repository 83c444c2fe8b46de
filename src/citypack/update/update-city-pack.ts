import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeError, NotFoundError, UsageError } from '../../domain/errors.ts';
import { type BBox, E7 } from '../../domain/geo/lon-lat.ts';
import { openGroundGrid } from '../../domain/pack/ground-grid.ts';
import { placeFeature } from '../../domain/pack/layer-records.ts';
import { PACK_FILES, type PackManifest } from '../../domain/pack/manifest.ts';
import { readManifest } from '../../domain/pack/open-city.ts';
import { withBounds } from '../basemap/write-pmtiles.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { countHeights } from '../model/count-heights.ts';
import { listNamedBuildings } from '../model/list-named-buildings.ts';
import type { BoundsE7 } from '../order/fit-building-grid.ts';
import { createLocalSource } from '../read/local-source.ts';
import { parseFieldMap } from '../read/take/parse-field-map.ts';
import { groundBuildings } from '../terrain/ground-buildings.ts';
import { tellDiskFull } from '../write/disk-full.ts';
import { hashFile, type PackFileEntry, versionOf } from '../write/hash-files.ts';
import { createPackFolder } from '../write/pack-folder.ts';
import { recoverPack } from '../write/recover-pack.ts';
import { writePlaces, writeRejects } from '../write/write-layers.ts';
import type { BuildingEdit, MadeBuildings } from './building-edit.ts';
import { editPlaces } from './edit-places.ts';
import { type EditedRejects, editRejects } from './edit-rejects.ts';
import { type PieceWriter, startPieceWriter } from './file-pieces.ts';
import { findByIndex, findByTable, type ResolvedChanges, resolveChanges } from './find-buildings.ts';
import { type OldPack, openOldPack } from './old-pack.ts';
import { type Changes, readChanges } from './read-changes.ts';
import { linkOrCopy } from './splice-tiles.ts';
import { treeBox } from './splice-tree.ts';
import { updateLocally } from './update-locally.ts';

/** What to change, and where. */
export interface UpdateOptions {
	/** Folder of the pack. */
	readonly packDir: string;
	/** Path of the changes; see readChanges. */
	readonly changes: string;
	/** Key of the source that the buildings are of; absent: the only one that holds buildings. */
	readonly source?: string;
	/** Coordinate system of the changes, as parseCrs takes it; absent: what the file names, else the source's. */
	readonly crs?: string;
	/** Mapping file, as for the build of the source. */
	readonly map?: string;
	readonly onProgress?: (stage: 'read' | 'buildings' | 'rebuild' | 'finish') => void;
	readonly signal?: AbortSignal;
}

/** What an update did. */
export interface UpdateReport {
	readonly added: number;
	readonly replaced: number;
	readonly removed: number;
	/** Tiles made anew, of how many; the others are the old ones. */
	readonly tilesRewritten: number;
	readonly tiles: number;
	/** Files of the pack made anew, the tiles' folder counted as one. */
	readonly filesRewritten: number;
	readonly seconds: number;
	readonly cpuSeconds: number;
	/** 'rebuild': the change could not be made in place, all building files and tiles were made anew from the pack's own buildings. */
	readonly mode: 'local' | 'rebuild';
	readonly version: string;
}

/**
 * Adds, replaces and removes buildings of a pack. The pack is afterwards, byte for byte, what a build of the edited source gives,
 * where that source is the pack's only one. Files that do not change are shared with the old pack. Until the new one is whole the old
 * one serves; any failure leaves it as it was.
 * @throws NotFoundError `pack/not-a-pack`, `update/no-source`, `update/no-such-building`; UsageError `update/which-source`; ConflictError
 * `build/busy`, `update/...`; the errors of readChanges; UnavailableError `build/disk-full`
 */
export async function updateCityPack(options: UpdateOptions): Promise<UpdateReport> {
	const startMs = performance.now();
	const startCpu = process.cpuUsage();
	const packDir = resolve(options.packDir);
	await recoverPack(packDir);
	if (!existsSync(join(packDir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`--pack ${options.packDir}: got no ${PACK_FILES.manifest}, expected a folder made by fengtu build`,
			{ context: { packDir: options.packDir } },
		);
	}
	const folder = await createPackFolder(packDir);
	const writer = startPieceWriter();
	let old: OldPack | null = null;
	try {
		const manifest = await readManifest(createLocalSource(join(packDir, PACK_FILES.manifest)));
		const source = chooseSource(manifest, options.source);
		options.onProgress?.('read');
		const changes = await readChangesOf(options, manifest, source);
		old = await openOldPack(packDir, manifest);
		const work = { packDir, dir: folder.dir, manifest, source, changes, old };
		const made = await updateBuildings(options, work, writer);
		options.onProgress?.('finish');
		const bounds = boundsAfter(manifest.bounds, old, made.buildings.bounds);
		const layers = await updateLayers(work, made, bounds);
		const files = [...made.buildings.files, ...layers.files];
		const next = describeUpdate(packDir, source, { ...made, ...layers }, files, changes);
		linkOthers(packDir, folder.dir, next, files);
		await writeFile(join(folder.dir, PACK_FILES.manifest), `${JSON.stringify(next, null, '\t')}\n`);
		options.signal?.throwIfAborted();
		await folder.switchIn();
		const cpu = process.cpuUsage(startCpu);
		return {
			...made.resolved.counts,
			tilesRewritten: made.buildings.tilesRewritten,
			tiles: made.buildings.tiles,
			filesRewritten: files.length,
			seconds: Math.round(performance.now() - startMs) / 1000,
			cpuSeconds: Math.round((cpu.user + cpu.system) / 1000) / 1000,
			mode: made.mode,
			version: next.version,
		};
	} catch (error) {
		// Only when the thread is gone is its folder free to be removed.
		await writer.close();
		await folder.discard();
		throw tellDiskFull(error, options.packDir);
	} finally {
		await writer.close();
		old?.close();
	}
}

/** Row of the source that changes are of. */
function chooseSource({ sources }: PackManifest, key: string | undefined): number {
	const holding = sources.flatMap((source, row) => (['buildings', 'city'].includes(source.kind) ? [row] : []));
	const keys = holding.map((row) => sources[row]?.key).join(', ');
	if (key !== undefined) {
		const row = sources.findIndex((source) => source.key === key);
		if (holding.includes(row)) return row;
		throw new NotFoundError('update/no-source', `--source ${key}: got no such source of buildings, expected ${keys}`, {
			context: { source: key },
		});
	}
	if (holding.length === 1) return holding[0] as number;
	throw new UsageError(
		'update/which-source',
		`--source: got none for a pack of ${holding.length} sources of buildings, expected one of ${keys || 'none'}`,
		{ context: { sources: keys } },
	);
}

async function readChangesOf(options: UpdateOptions, manifest: PackManifest, source: number): Promise<Changes> {
	const own = manifest.sources[source] as PackManifest['sources'][number];
	const fields = options.map === undefined ? null : parseFieldMap(readMap(options.map), options.map);
	const planOf = (crs: string | null, unit: string) => ({
		sourceKey: own.key,
		source,
		crs: options.crs ?? crs ?? own.crs,
		fields,
		unit,
	});
	return readChanges(options.changes, planOf, options.signal);
}

function readMap(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (cause) {
		throw new NotFoundError('map/no-file', `${path}: ${describeError(cause)}, expected the mapping file`, {
			context: { path },
			cause,
		});
	}
}

/** What the steps of an update share. */
interface UpdateWork {
	readonly packDir: string;
	/** Folder of the new pack. */
	readonly dir: string;
	readonly manifest: PackManifest;
	/** Row of the source. */
	readonly source: number;
	readonly changes: Changes;
	/** null = of an older layout. */
	readonly old: OldPack | null;
}

/** The buildings of the new pack, and how they came about. */
interface UpdatedBuildings {
	readonly buildings: MadeBuildings;
	readonly resolved: ResolvedChanges;
	readonly rejects: EditedRejects;
	readonly mode: UpdateReport['mode'];
}

async function updateBuildings(
	options: UpdateOptions,
	work: UpdateWork,
	writer: PieceWriter,
): Promise<UpdatedBuildings> {
	const { packDir, dir, manifest, source, changes, old } = work;
	const { signal } = options;
	const sourceKeys = manifest.sources.map(({ key }) => key);
	const reading = { source, sourceKey: sourceKeys[source] as string, signal };
	let table: BuildingTable | null = null;
	const readTable = async () => {
		const { readPackBuildings } = await import('./rebuild-buildings.ts');
		table ??= await readPackBuildings(packDir, old?.columns ?? null, reading);
		return table;
	};
	const resolved = await resolveChanges(changes, old ? findByIndex(old) : findByTable(await readTable()));
	const rejects = editRejects(join(packDir, PACK_FILES.rejects), {
		source: reading.sourceKey,
		gone: resolved.gone,
		replaced: resolved.replaced,
		repairs: changes.repairs,
		sourceKeys,
	});
	const groundPath = join(packDir, PACK_FILES.ground);
	if (existsSync(groundPath)) {
		groundBuildings(changes.table, openGroundGrid(readFileSync(groundPath), PACK_FILES.ground));
	}
	const edit: BuildingEdit = { removed: resolved.leaving, added: changes.table };
	const place = {
		dir,
		sourceKeys,
		title: manifest.name,
		metadata: JSON.stringify({ synthetic: manifest.synthetic }),
		signal,
	};
	options.onProgress?.('buildings');
	const local = old && (await updateLocally(old, edit, place, writer));
	if (local) return { buildings: local, resolved, rejects, mode: 'local' };
	options.onProgress?.('rebuild');
	const { rebuildBuildings } = await import('./rebuild-buildings.ts');
	const buildings = await rebuildBuildings(await readTable(), edit, place);
	return { buildings, resolved, rejects, mode: 'rebuild' };
}

/** Writes places.fgb, rejects.ndjson and basemap.pmtiles, which says the city's box, where they change. */
async function updateLayers(
	{ packDir, dir, manifest, source, changes }: UpdateWork,
	{ resolved, rejects }: UpdatedBuildings,
	bounds: PackManifest['bounds'],
): Promise<{ files: PackFileEntry[]; places: number; bounds: PackManifest['bounds'] }> {
	// Those of a whole city have places of their own: a replaced building keeps them.
	const isLayer = manifest.sources[source]?.kind === 'buildings';
	const named = isLayer ? listNamedBuildings(changes.table, new Set([source]), manifest.sources) : [];
	const leaving = isLayer ? resolved.gone : new Set([...resolved.gone].filter((id) => !resolved.replaced.has(id)));
	const places = await editPlaces(packDir, leaving, named.map(placeFeature));
	const files: PackFileEntry[] = [];
	const add = (name: string) => files.push({ name, ...hashFile(join(dir, name)) });
	if (places) {
		await writePlaces(dir, places);
		add(PACK_FILES.places);
	}
	if (rejects.rejects) {
		await writeRejects(dir, rejects.rejects);
		add(PACK_FILES.rejects);
	}
	const basemap = join(packDir, PACK_FILES.basemap);
	if (existsSync(basemap) && bounds.some((edge, i) => edge !== manifest.bounds[i])) {
		await writeFile(join(dir, PACK_FILES.basemap), withBounds(readFileSync(basemap), bounds));
		add(PACK_FILES.basemap);
	}
	return { files, places: places?.length ?? manifest.counts.places, bounds };
}

/** The new pack.json: the old one with what changed, its keys in their old order. */
function describeUpdate(
	packDir: string,
	source: number,
	{
		buildings,
		resolved,
		rejects,
		places,
		bounds,
	}: UpdatedBuildings & { places: number; bounds: PackManifest['bounds'] },
	written: readonly PackFileEntry[],
	{ repairs }: Changes,
): PackManifest {
	const before = JSON.parse(readFileSync(join(packDir, PACK_FILES.manifest), 'utf8')) as PackManifest;
	const isNew = new Set(written.map(({ name }) => name));
	const kept = before.files.filter(({ name }) => !isNew.has(name) && !name.startsWith('tiles/'));
	const files = [...kept, ...written].sort((a, b) => (a.name < b.name ? -1 : 1));
	const { added, removed } = resolved.counts;
	const repaired = new Set(repairs.map(({ id }) => id)).size - rejects.repairedBefore;
	return {
		...before,
		version: versionOf(files),
		bounds,
		counts: {
			...before.counts,
			buildings: buildings.columns.count,
			places,
			tiles: buildings.tiles,
			...countHeights(buildings.columns),
		},
		tileset: buildings.tileset,
		sources: before.sources.map((entry, row) =>
			row === source
				? {
						...entry,
						read: entry.read + added - removed,
						kept: entry.kept + added - removed,
						repaired: entry.repaired + repaired,
					}
				: entry,
		),
		files,
	};
}

/** Where buildings alone made the city's box, their new box is the city's; else it only grows. */
function boundsAfter(before: BBox, old: OldPack | null, after: BoundsE7 | null): PackManifest['bounds'] {
	const [west, south, east, north] = before;
	if (!after) return [west, south, east, north];
	const now = after.map((e7) => e7 / E7) as [number, number, number, number];
	const own = old && old.tree.count > 0 ? treeBox(old.tree) : null;
	if (own?.every((e7, i) => e7 / E7 === before[i])) return now;
	return [Math.min(west, now[0]), Math.min(south, now[1]), Math.max(east, now[2]), Math.max(north, now[3])];
}

/** Gives the files that did not change a second name in the new pack. */
function linkOthers(packDir: string, dir: string, { files }: PackManifest, written: readonly PackFileEntry[]): void {
	const isNew = new Set(written.map(({ name }) => name));
	for (const { name } of files) {
		if (isNew.has(name)) continue;
		if (name.endsWith('/')) linkFolder(join(packDir, name), join(dir, name));
		else linkOrCopy(join(packDir, name), join(dir, name));
	}
}

function linkFolder(from: string, to: string): void {
	for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const target = join(to, path.slice(from.length));
		mkdirSync(dirname(target), { recursive: true });
		linkOrCopy(path, target);
	}
}
