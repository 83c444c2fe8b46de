import type { BadRecord, InputFormat, OpenInput, SourceRecord } from '../../src/citypack/read/source-record.ts';

/** All that a format reads from a file, and the input it opened. */
export async function readRecords(format: InputFormat, path: string, options: { encoding?: string } = {}) {
	const input = await format.open(path, options);
	return { input, ...(await readOpenInput(input)) };
}

/** All that an input holds. */
export async function readOpenInput(input: OpenInput) {
	const records: SourceRecord[] = [];
	const bad: BadRecord[] = [];
	await input.readAll({ record: (record) => records.push(record), bad: (record) => bad.push(record) }, {});
	return { records, bad };
}

/** A geometry as plain nested numbers: ['area', polygons of rings] ... */
export function plainGeometry({ geometry }: Pick<SourceRecord, 'geometry'>): unknown {
	const lists = (arrays: readonly Float64Array[]) => arrays.map((array) => [...array]);
	switch (geometry.kind) {
		case 'area':
			return ['area', geometry.polygons.map(lists)];
		case 'line':
			return ['line', lists(geometry.lines)];
		case 'point':
			return ['point', lists(geometry.points)];
		default:
			return ['empty'];
	}
}
