import { DataError, describeError } from '../../../domain/errors.ts';
import { openByteStream } from '../bytes/open-byte-stream.ts';
import { forEachMember } from '../bytes/scan-json.ts';
import { type JsonPiece, splitJson } from '../bytes/split-json.ts';
import { stripCompression } from '../bytes/strip-compression.ts';
import type { InputFormat, OpenInput, RecordSink } from '../source-record.ts';
import { BuildingAssembler } from './cityjson-buildings.ts';
import { checkCityJson, notCityJson, readCityCrs } from './cityjson-header.ts';
import { type CityVertices, readTransform, VertexCollector } from './cityjson-vertices.ts';
import { readJsonHead } from './json-head.ts';

/** Items are parsed run by run; a run of this size makes some ten thousand small objects at a time. */
const RUN_BYTES = 1 << 19;
const HEADER_MEMBERS = new Set(['type', 'version', 'metadata', 'transform']);

type ReadOptions = { signal?: AbortSignal; onProgress?: (done: number, total: number) => void };

/**
 * A CityJSON file (1.0, 1.1, 2.0): one record a Building, see BuildingAssembler and findFootprint; plain, `.gz` or `.zst`. It is
 * passed twice, since vertices may stand after the objects: opening it gathers the vertices, 12 bytes each.
 */
export const cityJsonFormat: InputFormat = {
	name: 'CityJSON',
	matches: (path) => /(^|\.)(city\.json|cityjson)$/.test(stripCompression(path).extension),
	open: openCityJson,
};

async function openCityJson(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<OpenInput> {
	const head = await readJsonHead(path, options);
	if (!head) throw notCityJson(path, "a text that does not begin with '{'", 'an object');
	// The version may stand behind the objects.
	if (head.members.type !== undefined && head.members.type !== 'CityJSON') checkCityJson(head.members, path);
	const { members, vertices } = await readVertices(path, options);
	return {
		unit: 'city object',
		crs: readCityCrs(members),
		count: null,
		fields: null,
		readAll: (sink, readOptions) => readObjects(path, vertices, sink, { encoding: options.encoding, ...readOptions }),
		close: async () => {},
	};
}

async function readVertices(
	path: string,
	options: { encoding?: string; signal?: AbortSignal },
): Promise<{ members: Record<string, unknown>; vertices: CityVertices }> {
	const members: Record<string, unknown> = {};
	const collector = new VertexCollector();
	const pieces = splitJson(await openByteStream(path, options), {
		wayOf: (name) => (name === 'vertices' ? 'items' : HEADER_MEMBERS.has(name) ? 'whole' : 'skip'),
		blockBytes: RUN_BYTES,
	});
	for await (const piece of pieces) {
		if (piece.kind === 'member') members[piece.name] = piece.value;
		else addVertices(piece, collector, path);
	}
	checkCityJson(members, path);
	return { members, vertices: collector.finish(readTransform(members.transform, path)) };
}

function addVertices(piece: JsonPiece & { kind: 'items' }, collector: VertexCollector, path: string): void {
	try {
		collector.add(JSON.parse(`[${Buffer.from(piece.bytes.buffer).toString('utf8')}]`));
	} catch (cause) {
		throw new DataError('input/bad-cityjson', `${path}: vertices: ${describeError(cause)}`, {
			context: { file: path },
			cause,
		});
	}
}

async function readObjects(
	path: string,
	vertices: CityVertices,
	sink: RecordSink,
	{ signal, onProgress, encoding }: ReadOptions & { encoding?: string },
): Promise<void> {
	const stream = await openByteStream(path, { signal, encoding });
	const assembler = new BuildingAssembler(sink);
	const pieces = splitJson(stream, {
		wayOf: (name) => (name === 'CityObjects' ? 'items' : 'skip'),
		blockBytes: RUN_BYTES,
	});
	for await (const piece of pieces) {
		signal?.throwIfAborted();
		onProgress?.(stream.position, stream.size);
		if (piece.kind === 'items') addObjects(piece, assembler, vertices, sink);
	}
	assembler.finish();
	onProgress?.(stream.position, stream.size);
}

function addObjects(
	piece: JsonPiece & { kind: 'items' },
	assembler: BuildingAssembler,
	vertices: CityVertices,
	sink: RecordSink,
): void {
	const bytes = Buffer.from(piece.bytes.buffer);
	let number = piece.firstNumber;
	forEachMember(bytes, (nameFrom, nameTo, valueFrom, valueTo) => {
		try {
			const key: string = JSON.parse(bytes.toString('utf8', nameFrom, nameTo));
			assembler.add(key, JSON.parse(bytes.toString('utf8', valueFrom, valueTo)), vertices, number);
		} catch (cause) {
			if (!(cause instanceof SyntaxError)) throw cause;
			sink.bad({ number, reason: 'record/bad-json', detail: cause.message });
		}
		number++;
	});
}
