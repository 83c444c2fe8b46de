import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACK_FILES, type PackSource, type PackTerrain } from '../domain/pack/manifest.ts';
import { encodeRoadGraph } from '../domain/pack/road-graph.ts';
import { buildBasemap } from './basemap/build-basemap.ts';
import type { BuildStep } from './build-city-pack.ts';
import { collectGarbage } from './collect-garbage.ts';
import { countRejects } from './model/count-rejects.ts';
import type { MergedCity } from './model/merge-cities.ts';
import { sortRejects } from './model/sort-rejects.ts';
import { buildRoadGraph } from './roads/build-road-graph.ts';
import { type StageMs, threadCpuMs, timeStage } from './stage-clock.ts';
import type { Ground } from './terrain/read-ground.ts';
import { writeTerrain } from './terrain/write-terrain.ts';
import { hashFile, type PackFileEntry } from './write/hash-files.ts';
import { writeLayers, writeRejects } from './write/write-layers.ts';

/** What of a pack is not made of buildings. */
export interface WrittenLayers {
	readonly files: readonly PackFileEntry[];
	readonly terrain: PackTerrain | null;
	/** The city's sources, with what the road graph could not take counted. */
	readonly sources: readonly PackSource[];
}

/** How the files of a pack are written. */
export interface WriteFilesOptions {
	readonly stageMs: StageMs;
	readonly onProgress?: (step: BuildStep) => void;
	readonly signal?: AbortSignal;
}

/**
 * Writes the roads and their graph, water, stations, places, rejects, the terrain and the basemap of a city.
 * @throws the signal's reason when aborted; files already written stay
 */
export async function writeLayerFiles(
	dir: string,
	city: MergedCity,
	ground: Ground | null,
	{ stageMs, onProgress, signal }: WriteFilesOptions,
): Promise<WrittenLayers> {
	const { names, sources } = await timeStage(stageMs, 'layers', threadCpuMs, async () => {
		const layers = await writeLayers(dir, city);
		const { graph, rejects } = buildRoadGraph(city);
		await writeFile(join(dir, PACK_FILES.roadGraph), encodeRoadGraph(graph));
		const sourceKeys = city.sources.map(({ key }) => key);
		await writeRejects(dir, sortRejects([...city.rejects, ...rejects], sourceKeys));
		return {
			names: [...layers, PACK_FILES.roadGraph, PACK_FILES.rejects, PACK_FILES.basemap],
			sources: countRejects(city.sources, rejects),
		};
	});
	signal?.throwIfAborted();
	const terrain = ground && (await timeStage(stageMs, 'terrain', threadCpuMs, () => writeTerrain(dir, ground, signal)));
	collectGarbage();
	await timeStage(stageMs, 'basemap', threadCpuMs, () =>
		buildBasemap(city, {
			path: join(dir, PACK_FILES.basemap),
			signal,
			onProgress: (done, total) => onProgress?.({ stage: 'basemap', done, total }),
		}),
	);
	const files = names.map((name) => ({ name, ...hashFile(join(dir, name)) }));
	return { files: [...files, ...(terrain?.files ?? [])], terrain: terrain?.terrain ?? null, sources };
}
