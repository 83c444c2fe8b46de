import { basename } from 'node:path';
import type { PackSource } from '../../domain/pack/manifest.ts';
import type { InputCity } from '../model/input-city.ts';
import { type ChosenCrs, chooseCrs } from './choose-crs.ts';
import type { InputReport } from './input-report.ts';
import type { InputKind, InputSpec } from './input-spec.ts';
import { nameInput } from './name-input.ts';
import { openInput } from './open-input.ts';
import { readFieldMap } from './read-field-map.ts';
import type { TakePlan } from './take/take-plan.ts';
import { type TakenLayer, takeLayer } from './take-layer.ts';
import { tellKind } from './tell-kind.ts';
import type { ReadThreads } from './threads/read-threads.ts';

/** How an input of a build is read. */
export interface ReadInputOptions {
	/** Row of the input's source in the pack's list. */
	readonly sourceIndex: number;
	/** `--crs`: for inputs about whose coordinate system nothing else is known. */
	readonly crs?: string;
	/** `--map`: for inputs that name no mapping file of their own. */
	readonly map?: string;
	/** null = read in this thread. The result is the same. */
	readonly threads: ReadThreads | null;
	readonly signal?: AbortSignal;
	readonly onProgress?: (done: number, total: number) => void;
}

/** What an input brought, and how it was read. */
export interface ReadInput {
	readonly city: InputCity;
	readonly report: InputReport;
}

/**
 * Reads an input of one layer: opens it, chooses its coordinate system and tells its kind where the spec does not say them, and
 * hands its records to the taker of its kind.
 * @throws UsageError `build/...`, NotFoundError `build/no-input`, `map/no-file`, DataErrors `input/...`, `crs/...`, `map/...`; then no
 * file and no thread stays open
 */
export async function readLayer(spec: InputSpec, options: ReadInputOptions): Promise<ReadInput> {
	const { path, encoding } = spec;
	const { format, input } = await openInput(path, { encoding, signal: options.signal });
	try {
		const key = spec.name ?? nameInput(path);
		const crs = chooseCrs(key, format.name, { given: spec.crs, inFile: input.crs, fallback: options.crs });
		const told = spec.kind ? { kind: spec.kind, by: 'given' } : await tellKind(path, input, crs.crs, options.signal);
		const plan: TakePlan = {
			sourceKey: key,
			source: options.sourceIndex,
			crs: crs.text,
			fields: await readFieldMap(spec.map ?? options.map),
			unit: input.unit,
		};
		const taken = await takeLayer(told.kind, { path, encoding, input }, plan, options);
		const source = describeSource(spec, told.kind, format.name, key, crs, taken.counts);
		return {
			city: { ...taken.city, sources: [source], warnings: [...crs.warnings, ...taken.warnings] },
			report: {
				path,
				name: key,
				kind: told.kind,
				kindBy: told.by,
				format: format.name,
				crs: source.crs,
				crsEvidence: source.crsEvidence,
				fields: taken.fields,
				...taken.counts,
			},
		};
	} finally {
		await input.close();
	}
}

function describeSource(
	spec: InputSpec,
	kind: InputKind,
	format: string,
	key: string,
	{ crs, evidence }: ChosenCrs,
	{ read, kept, repaired, refused }: TakenLayer['counts'],
): PackSource {
	return {
		key,
		title: basename(spec.path),
		kind,
		format,
		licence: spec.licence ?? null,
		date: spec.date ?? null,
		crs: crs.name,
		crsEvidence: crs.note === null ? evidence : `${evidence}; ${crs.note}`,
		synthetic: false,
		read,
		kept,
		repaired,
		refused,
	};
}
