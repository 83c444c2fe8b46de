import { basename } from 'node:path';
import { DataError } from '../../../domain/errors.ts';
import { type LayerFileCrs, openFlatGeobuf } from '../../../domain/pack/flatgeobuf-reader.ts';
import { readFeatureChunks } from '../fgb-feature-chunks.ts';
import { createLocalSource } from '../local-source.ts';
import type { InputFormat, InputPart, OpenInput } from '../source-record.ts';
import { FeatureRecords } from './flatgeobuf-features.ts';

/** A part goes to a thread whole: large enough to be worth it, small enough that a few of them are nothing. */
const PART_BYTES = 4 * 1024 * 1024;

/**
 * Any FlatGeobuf 3: with or without index, any columns, any coordinate system. A file of Fengtu's own building columns is read at a
 * fraction of the cost by readFgbBuildings.
 */
export const flatGeobufFormat: InputFormat = {
	name: 'FlatGeobuf',
	matches: (path) => /\.fgb$/i.test(path),
	open: async (path, { signal } = {}) => withInputCodes(() => openLayer(path, signal)),
};

async function openLayer(path: string, signal?: AbortSignal): Promise<OpenInput> {
	const name = basename(path);
	const source = createLocalSource(path);
	const size = await source.size(signal);
	const { header } = await openFlatGeobuf(source, signal);
	const records = new FeatureRecords(header.columns, header.geometryType);
	const parts: NonNullable<OpenInput['parts']> = async function* ({ signal, onProgress }) {
		let count = 0;
		const range = { start: header.featuresStart, end: size };
		for await (const chunk of readFeatureChunks(path, name, range, { signal, chunkBytes: PART_BYTES })) {
			count = chunk.first + chunk.count;
			yield { kind: 'bytes', bytes: new Uint8Array(chunk.bytes), firstNumber: chunk.first + 1 };
			onProgress?.(chunk.end, size);
		}
		// A writer may leave the number out: 0 = not said.
		if (header.count > 0 && count !== header.count) {
			throw new DataError(
				'pack/truncated',
				`${name}: got ${count} features, expected ${header.count} as its header says`,
				{
					context: { file: name, found: count, expected: header.count },
				},
			);
		}
	};
	const readPart = async (part: InputPart, sink: Parameters<OpenInput['readAll']>[0]) => {
		if (part.kind !== 'bytes') throw new TypeError(`${name}: got a part of ${part.kind}, expected bytes`);
		records.read(part.bytes, part.firstNumber, sink);
	};
	return {
		unit: 'feature',
		crs: nameCrs(header.crs),
		count: header.count > 0 ? header.count : null,
		fields: header.columns.map((column) => column.name),
		readAll: (sink, options) =>
			withInputCodes(async () => {
				for await (const part of parts(options)) await readPart(part, sink);
			}),
		parts: (options) => recodeErrors(parts(options)),
		readPart,
		close: async () => {},
	};
}

function nameCrs(crs: LayerFileCrs | null): OpenInput['crs'] {
	if (crs?.code) return { name: `${crs.org ?? 'EPSG'}:${crs.code}`, evidence: 'FlatGeobuf header' };
	return crs?.wkt ? { name: crs.wkt, evidence: 'FlatGeobuf header' } : null;
}

async function* recodeErrors(parts: AsyncIterable<InputPart>): AsyncGenerator<InputPart> {
	try {
		yield* parts;
	} catch (error) {
		throw toInputError(error);
	}
}

async function withInputCodes<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toInputError(error);
	}
}

/** The reader of the pack's own layers says pack/...; here the file came from outside. */
function toInputError(error: unknown): unknown {
	if (!(error instanceof DataError) || !error.code.startsWith('pack/')) return error;
	const code = error.code === 'pack/bad-flatgeobuf' ? 'input/not-flatgeobuf' : error.code.replace('pack/', 'input/');
	return new DataError(code, error.message, { context: error.context, cause: error });
}
