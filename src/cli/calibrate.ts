import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Calibration, calibrateTravel } from '../analysis/routing/calibrate/calibrate-travel.ts';
import type { FittedFigure } from '../analysis/routing/calibrate/fit-travel-table.ts';
import type { Track } from '../analysis/routing/calibrate/track.ts';
import { DataError } from '../domain/errors.ts';
import type { Datum } from '../domain/incident.ts';
import { TRAVEL_BANDS, type TravelBand } from '../domain/travel-table.ts';
import { openPackFolder } from './open-pack-folder.ts';
import { parseDatum } from './parse-options.ts';
import { printJson } from './print-json.ts';
import { readTracks, TRACK_COLUMNS, type TrackColumn, type TrackFile } from './read-tracks.ts';
import { readTravelTable } from './read-travel-table.ts';

/** Bad rows that are shown; the others are counted. */
const SHOWN_BAD = 10;

interface CalibrateCommandOptions {
	readonly pack: string;
	readonly out?: string;
	readonly travel?: string;
	readonly crs: Datum;
	readonly band?: TravelBand;
	readonly columns: Partial<Record<TrackColumn, string>>;
	readonly json?: boolean;
}

/** `fengtu calibrate`: a travel table from recorded tracks, and how much better it tells their times. */
export function addCalibrateCommand(program: Command): void {
	program
		.command('calibrate')
		.description('speeds, turn and signal delays from recorded tracks, as a travel table for --travel')
		.argument('<tracks>', 'fixes of vehicles, a row each: vehicle or track, lon, lat, time (CSV, Parquet, ...)')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.option('--out <file>', 'write the travel table there')
		.option('--travel <file>', 'travel table to begin with; its figures stay where data are too few')
		.option('--crs <datum>', 'datum of the tracks: wgs84, gcj02 or bd09', parseDatum, 'wgs84')
		.addOption(new Option('--band <band>', 'time of day of all tracks; absent = by their clock').choices(TRAVEL_BANDS))
		.option('--columns <names>', 'columns of other names: track=..,lon=..,lat=..,time=..', parseColumns, {})
		.option('--json', 'print the result as one JSON object')
		.action(async (path: string, options: CalibrateCommandOptions) => {
			const table = await readTravelTable(options.travel);
			const { crs, columns, band = null } = options;
			const file = await readTracks(path, { crs, columns, utcOffsetMin: table.utcOffsetMin });
			tellBadRows(path, file);
			if (file.tracks.length === 0) {
				throw new DataError('cli/no-tracks', `${path}: got no row that is a fix, expected recorded tracks`);
			}
			const graph = await (await openPackFolder(options.pack)).readRoadGraph();
			const source = `fengtu calibrate ${basename(path)}: ${file.tracks.length} tracks, ${tellDates(file.tracks)}`;
			const result = calibrateTravel(graph, file.tracks, { table, band, source });
			if (options.out) await writeFile(options.out, `${JSON.stringify(result.table, null, '\t')}\n`);
			if (options.json) printJson({ ...result, badRows: file.bad.length, repeatedFixes: file.repeated });
			else printCalibration(result, options.out);
		});
}

function parseColumns(text: string): Partial<Record<TrackColumn, string>> {
	const columns: Partial<Record<TrackColumn, string>> = {};
	for (const part of text.split(',')) {
		const [column, ...name] = part.split('=');
		const known = TRACK_COLUMNS.find((each) => each === column?.trim());
		if (!known || name.length === 0) {
			throw new InvalidArgumentError(`got ${part}, expected ${TRACK_COLUMNS.map((each) => `${each}=NAME`).join(',')}`);
		}
		columns[known] = name.join('=').trim();
	}
	return columns;
}

function tellBadRows(path: string, { bad, repeated }: TrackFile): void {
	for (const { unit, number, detail } of bad.slice(0, SHOWN_BAD))
		process.stderr.write(`${basename(path)}: ${unit} ${number}: ${detail}\n`);
	if (bad.length > SHOWN_BAD) process.stderr.write(`... and ${bad.length - SHOWN_BAD} more rows that are no fix\n`);
	if (repeated > 0) process.stderr.write(`${repeated} fixes left out: their track has another at the same time\n`);
}

function tellDates(tracks: readonly Track[]): string {
	let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const { fixes } of tracks) {
		first = Math.min(first, fixes[0]?.atMs ?? first);
		last = Math.max(last, fixes.at(-1)?.atMs ?? last);
	}
	return `${new Date(first).toISOString()} to ${new Date(last).toISOString()}`;
}

function nameFigure({ kind, roadClass, band, turn }: FittedFigure): string {
	if (kind === 'speed') return `${roadClass} ${band}`;
	return kind === 'turn' ? `turn ${turn}` : 'signal';
}

function printCalibration(result: Calibration, out: string | undefined): void {
	const percent = (part: number, whole: number) => `${whole > 0 ? ((part / whole) * 100).toFixed(1) : '0'} %`;
	const lines = [
		`tracks     ${result.matchedTracks} of ${result.tracks} on roads`,
		`fixes      ${result.matchedFixes} of ${result.fixes} on roads (${percent(result.matchedFixes, result.fixes)}), ${result.offRoadFixes} off them, the rest standing; ${result.breaks} breaks`,
		`driven     ${result.drivenKm.toFixed(1)} km in ${(result.drivenS / 3600).toFixed(2)} h, ${result.drives} drives, ${result.legs} legs`,
		`error      ${tellErrors(result.before)} before, ${tellErrors(result.after)} after (tracks not fitted on)`,
		...result.figures
			.filter(({ amount, after }) => amount > 0 || after !== null)
			.map((figure) => {
				const unit = figure.kind === 'speed' ? 'km/h' : 's';
				const said = figure.after === null ? `kept ${figure.before}` : `${figure.before} -> ${figure.after}`;
				const data = figure.kind === 'speed' ? `${figure.amount.toFixed(1)} km` : `${figure.amount} times`;
				return `${nameFigure(figure).padEnd(22)}${said} ${unit}   (${data}, ${figure.legs} legs, ${figure.tracks} tracks)`;
			}),
		`kept as they were, no data: ${result.figures
			.filter(({ amount }) => amount === 0)
			.map(nameFigure)
			.join(', ')}`,
	];
	if (out) lines.push(`written to ${out}; not verified: look at it, then set "verified"`);
	process.stdout.write(`${lines.join('\n')}\n`);
}

function tellErrors({ meanAbsS, biasShare }: Calibration['before']): string {
	return `${meanAbsS.toFixed(1)} s a leg (${biasShare >= 0 ? '+' : ''}${(biasShare * 100).toFixed(1)} % in all)`;
}
