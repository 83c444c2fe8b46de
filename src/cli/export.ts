import { type Command, Option } from 'commander';
import type { ExportFormat, ExportLayer } from '../citypack/export/export-pack.ts';
import { UsageError } from '../domain/errors.ts';
import type { BBox, PolygonRings } from '../domain/geo/lon-lat.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { printJson } from './print-json.ts';
import { createProgressReporter } from './progress.ts';

interface ExportCommandOptions {
	readonly pack: string;
	readonly format: ExportFormat;
	readonly out: string;
	readonly area?: string;
	readonly what: ExportLayer;
	readonly json?: boolean;
}

/** `fengtu export`: writes a layer of a pack, or a part of it, as a file for other tools. */
export function addExportCommand(program: Command): void {
	program
		.command('export')
		.description('write a layer of a pack, or an area of it, with all attributes, as GeoJSON, FlatGeobuf or CSV')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.addOption(new Option('--format <format>').choices(['geojson', 'fgb', 'csv']).makeOptionMandatory())
		.requiredOption('--out <file>', 'file to write')
		.option('--area <w,s,e,n | file>', 'only what meets a box in degrees, or the polygons of a GeoJSON file (WGS84)')
		.addOption(new Option('--what <layer>').choices(['buildings', 'water', 'stations', 'roads']).default('buildings'))
		.option('--json', 'print the report as one JSON object')
		.action(async (options: ExportCommandOptions) => {
			const { exportPack } = await import('../citypack/export/export-pack.ts');
			const area = options.area === undefined ? undefined : await readAreaOption(options.area);
			const progress = createProgressReporter();
			try {
				const report = await exportPack({
					packDir: options.pack,
					layer: options.what,
					format: options.format,
					out: options.out,
					...(area ? { area } : {}),
					onProgress: (done, total) => progress.report({ stage: 'export', done, total }),
					signal: abortOnSignal(),
				});
				progress.stop();
				if (options.json) printJson(report);
				const none = report.features === 0 && area ? ': nothing there meets --area' : '';
				process.stderr.write(
					`${options.out}: ${report.features} ${options.what}, ${report.bytes} bytes, ${report.seconds.toFixed(1)} s${none}\n`,
				);
			} finally {
				progress.stop();
			}
		});
}

/** Four numbers are a box, anything else is the path of a file. */
async function readAreaOption(text: string): Promise<readonly PolygonRings[]> {
	const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
	if (numbers.some((number) => Number.isNaN(number))) {
		const { readArea } = await import('../citypack/export/read-area.ts');
		return readArea(text);
	}
	const [west, south, east, north] = numbers as [number, number, number, number];
	const inRange = numbers.length === 4 && Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90;
	if (!inRange || Math.abs(north) > 90 || west >= east || south >= north) {
		throw new UsageError(
			'export/bad-area',
			`--area ${text}: expected WEST,SOUTH,EAST,NORTH in degrees with west < east and south < north, e.g. 113.74,23.01,113.78,23.05`,
			{ context: { area: text } },
		);
	}
	const { polygonsOfBox } = await import('../citypack/export/area-test.ts');
	return polygonsOfBox([west, south, east, north] satisfies BBox);
}
