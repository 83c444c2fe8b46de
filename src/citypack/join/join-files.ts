import { basename } from 'node:path';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { MergedCity } from '../model/merge-cities.ts';
import { tellLayerRejects } from '../model/reject-kind.ts';
import { type ChosenCrs, chooseCrs } from '../read/choose-crs.ts';
import type { InputReport } from '../read/input-report.ts';
import type { InputSpec } from '../read/input-spec.ts';
import { nameInput } from '../read/name-input.ts';
import { openInput } from '../read/open-input.ts';
import { readFieldMap } from '../read/read-field-map.ts';
import { type JoinInput, type JoinReport, joinAttributes } from './join-attributes.ts';

/** Tables to join to the buildings of a city. */
interface JoinFilesOptions {
	readonly files: readonly InputSpec[];
	/** 'place', or the name of the column with the building's id; 'id' stands for any that is known as one. */
	readonly on: string;
	/** `--crs` and `--map` of the build. */
	readonly crs?: string;
	readonly map?: string;
	readonly signal?: AbortSignal;
	readonly onProgress?: (done: number, total: number) => void;
}

interface OpenedJoin {
	readonly join: JoinInput;
	readonly spec: InputSpec;
	readonly crs: ChosenCrs;
}

/**
 * The city with the attributes of tables joined to its buildings, each table a source of its own, and how each was read.
 * @throws the errors of openInput, chooseCrs and joinAttributes; no file stays open then
 */
export async function joinFiles(
	city: MergedCity,
	options: JoinFilesOptions,
): Promise<{ city: MergedCity; inputs: readonly InputReport[] }> {
	if (options.files.length === 0) return { city, inputs: [] };
	const opened: OpenedJoin[] = [];
	try {
		for (const spec of options.files) opened.push(await openJoin(spec, options));
		const joined = await joinAttributes(
			city.buildings,
			city.sources.map(({ key }) => key),
			opened.map(({ join }) => join),
			options,
		);
		const warnings = opened.flatMap((one, i) => warn(one, options.on, joined.reports[i] as JoinReport));
		return {
			city: {
				...city,
				buildings: joined.table,
				sources: [...city.sources, ...joined.reports.map(({ source }) => source)],
				rejects: [...city.rejects, ...tellLayerRejects(joined.rejects, 'attributes')],
				warnings: [...city.warnings, ...warnings],
			},
			inputs: opened.map(({ spec, join }, i) => describe(spec, join, joined.reports[i] as JoinReport)),
		};
	} finally {
		for (const { join } of opened) await join.input.close();
	}
}

async function openJoin(spec: InputSpec, { on, crs: fallback, map, signal }: JoinFilesOptions): Promise<OpenedJoin> {
	const { format, input } = await openInput(spec.path, { encoding: spec.encoding, signal });
	const key = spec.name ?? nameInput(spec.path);
	const crs = chooseCrs(key, format.name, { given: spec.crs, inFile: input.crs, fallback });
	return {
		spec,
		crs,
		join: {
			input,
			on,
			crs: crs.text,
			fields: await readFieldMap(spec.map ?? map),
			source: {
				key,
				title: basename(spec.path),
				kind: 'attributes',
				format: format.name,
				licence: spec.licence ?? null,
				date: spec.date ?? null,
				crs: crs.crs.name,
				crsEvidence: crs.evidence,
				synthetic: false,
			},
		},
	};
}

function warn({ join, crs }: OpenedJoin, on: string, { conflicts, unmatched, source }: JoinReport): PackWarning[] {
	const warnings = on === 'place' ? [...crs.warnings] : [];
	const { key } = join.source;
	if (unmatched > 0) {
		const message = `${key}: got ${unmatched} of ${source.read} records of which no building is known, expected none (rejects.ndjson)`;
		warnings.push({ code: 'join/unmatched', source: key, message });
	}
	if (conflicts > 0) {
		const message = `${key}: got values that contradict those of ${conflicts} buildings; both are kept with their sources`;
		warnings.push({ code: 'join/conflicts', source: key, message });
	}
	return warnings;
}

function describe(spec: InputSpec, { on, source }: JoinInput, { source: counted, fields }: JoinReport): InputReport {
	return {
		path: spec.path,
		name: source.key,
		kind: 'attributes',
		kindBy: `--join --on ${on}`,
		format: source.format ?? '',
		crs: source.crs,
		crsEvidence: source.crsEvidence,
		fields,
		read: counted.read,
		kept: counted.kept,
		repaired: counted.repaired,
		refused: counted.refused,
	};
}
