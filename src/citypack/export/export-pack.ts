import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError } from '../../domain/errors.ts';
import type { BBox, PolygonRings } from '../../domain/geo/lon-lat.ts';
import type { FeatureBytes } from '../../domain/pack/decode-feature.ts';
import { type FlatGeobufReader, openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import { PACK_FILES, type PackManifest } from '../../domain/pack/manifest.ts';
import { readManifest } from '../../domain/pack/open-city.ts';
import { createLocalSource } from '../read/local-source.ts';
import { createAreaTest } from './area-test.ts';
import { openPartFile, type PartFile } from './part-file.ts';
import { boxesMeet, selectFeatures } from './select-features.ts';
import { type CsvMeasure, csvHead, csvLine } from './write-csv.ts';
import { makeFgbHead } from './write-fgb.ts';
import { geojsonFeature, geojsonFrame } from './write-geojson.ts';

/** Formats of an export. */
export const EXPORT_FORMATS = ['geojson', 'fgb', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Layers of a pack that can be exported. */
export const EXPORT_LAYERS = ['buildings', 'water', 'stations', 'roads'] as const;
export type ExportLayer = (typeof EXPORT_LAYERS)[number];

const MEASURE: Readonly<Record<ExportLayer, CsvMeasure>> = {
	buildings: 'footprint_m2',
	water: null,
	stations: null,
	roads: 'length_m',
};

/** What to export, and where. */
export interface ExportOptions {
	/** Folder of the pack. */
	readonly packDir: string;
	readonly layer: ExportLayer;
	readonly format: ExportFormat;
	/** Path of the file; one that is there is replaced when the new one is whole. */
	readonly out: string;
	/** WGS84; absent = the whole city. Features that meet it are exported whole. */
	readonly area?: readonly PolygonRings[];
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/** What an export made. */
export interface ExportReport {
	readonly layer: ExportLayer;
	readonly format: ExportFormat;
	readonly features: number;
	readonly bytes: number;
	readonly seconds: number;
	/** Name and version of the pack. */
	readonly pack: string;
	readonly version: string;
	readonly synthetic: boolean;
}

/**
 * Writes a layer of a pack, or the part of it that meets an area, with every attribute, as a file for other tools. Streamed: memory
 * does not grow with the city (fgb: some 50 bytes a feature, for its index). No feature meets the area: a file without features.
 * @throws NotFoundError `pack/not-a-pack`, `export/outside` for an area beside the city; DataError `pack/...`;
 * UnavailableError `export/cannot-write`
 */
export async function exportPack(options: ExportOptions): Promise<ExportReport> {
	const startMs = performance.now();
	const { packDir, layer, format, signal } = options;
	if (!existsSync(join(packDir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`--pack ${packDir}: got no ${PACK_FILES.manifest}, expected a folder made by fengtu build`,
			{ context: { packDir } },
		);
	}
	const manifest = await readManifest(createLocalSource(join(packDir, PACK_FILES.manifest)), signal);
	const area = options.area ? createAreaTest(options.area) : null;
	if (area && !boxesMeet(area.box, manifest.bounds)) throw outside(area.box, manifest);
	const file = await openFlatGeobuf(createLocalSource(join(packDir, PACK_FILES[layer])), signal);
	const select = (pass: number, passes: number) =>
		selectFeatures({
			file,
			area,
			signal,
			onProgress: (done, total) => options.onProgress?.(pass * total + done, passes * total),
		});
	const out = await openPartFile(options.out);
	try {
		const features = await writeLayer(out, file, options, manifest, select);
		signal?.throwIfAborted();
		const bytes = await out.finish();
		return {
			layer,
			format,
			features,
			bytes,
			seconds: Math.round(performance.now() - startMs) / 1000,
			pack: manifest.name,
			version: manifest.version,
			synthetic: manifest.synthetic,
		};
	} catch (error) {
		await out.discard();
		throw error;
	}
}

type Select = (pass: number, passes: number) => AsyncIterable<readonly FeatureBytes[]>;

async function writeLayer(
	out: PartFile,
	file: FlatGeobufReader,
	{ layer, format }: ExportOptions,
	manifest: PackManifest,
	select: Select,
): Promise<number> {
	const { columns } = file.header;
	const about = { pack: manifest.name, version: manifest.version, synthetic: manifest.synthetic };
	if (format === 'fgb') {
		const head = await makeFgbHead(select(0, 2), file, {
			name: layer,
			title: manifest.name,
			metadata: JSON.stringify(about),
		});
		await out.write(head.bytes);
		for await (const batch of select(1, 2)) for (const { bytes } of batch) await out.write(bytes);
		return head.count;
	}
	const { head, tail } =
		format === 'csv' ? { head: csvHead(columns, MEASURE[layer]), tail: '' } : geojsonFrame(layer, about);
	await out.write(head);
	let features = 0;
	for await (const batch of select(0, 1)) {
		const lines = batch.map((feature) => {
			const decoded = file.decode(feature);
			return format === 'csv' ? csvLine(decoded, columns, MEASURE[layer]) : geojsonFeature(decoded, columns);
		});
		if (format === 'geojson' && features > 0) await out.write(',\n');
		await out.write(lines.join(format === 'csv' ? '' : ',\n'));
		features += batch.length;
	}
	await out.write(tail);
	return features;
}

function outside(box: BBox, manifest: PackManifest): NotFoundError {
	return new NotFoundError(
		'export/outside',
		`--area: got ${box.join(',')}, outside of ${manifest.name}, expected one that meets ${manifest.bounds.join(',')} (west,south,east,north)`,
		{ context: { area: box, bounds: manifest.bounds } },
	);
}
