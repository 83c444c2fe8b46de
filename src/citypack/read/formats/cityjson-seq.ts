import { describeError } from '../../../domain/errors.ts';
import { openByteStream } from '../bytes/open-byte-stream.ts';
import { splitLines } from '../bytes/split-lines.ts';
import { stripCompression } from '../bytes/strip-compression.ts';
import type { InputFormat, InputPart, OpenInput, RecordSink } from '../source-record.ts';
import { BuildingAssembler } from './cityjson-buildings.ts';
import { checkCityJson, notCityJson, readCityCrs } from './cityjson-header.ts';
import { type CityTransform, readTransform, VertexCollector } from './cityjson-vertices.ts';
import { forEachRecord } from './geojson-records.ts';
import { readJsonHead } from './json-head.ts';
import { openBlocks } from './open-blocks.ts';

/**
 * CityJSONSeq (CityJSONFeature lines): the first line is a CityJSON object with `transform` and `metadata`, each other one a
 * feature with its own vertices; plain, `.gz` or `.zst`. One record a Building. `parts` are whole lines.
 */
export const cityJsonSeqFormat: InputFormat = {
	name: 'CityJSONSeq',
	matches: (path) => /(^|\.)(city\.jsonl|city\.ndjson|cityjsonl|cityjsonseq)$/.test(stripCompression(path).extension),
	open: openCityJsonSeq,
};

async function openCityJsonSeq(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<OpenInput> {
	const head = await readJsonHead(path, options);
	if (!head?.isWhole) throw notCityJson(path, 'another first line', 'a CityJSON object on the first line');
	checkCityJson(head.members, path);
	const transform = readTransform(head.members.transform, path);
	return openBlocks({
		unit: 'line',
		crs: readCityCrs(head.members),
		openStream: (signal) => openByteStream(path, { signal, encoding: options.encoding }),
		blocksOf: (stream) => splitLines(stream),
		readBlock: (part, sink) => readBlock(part, transform, sink),
	});
}

function readBlock(part: InputPart & { kind: 'bytes' }, transform: CityTransform, sink: RecordSink): void {
	const bytes = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength);
	forEachRecord(bytes, part.firstNumber, (from, to, number) => {
		try {
			readFeature(JSON.parse(bytes.toString('utf8', from, to)), transform, number, sink);
		} catch (error) {
			if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
			const reason = error instanceof SyntaxError ? 'record/bad-json' : 'record/bad-geometry';
			sink.bad({ number, reason, detail: describeError(error) });
		}
	});
}

function readFeature(parsed: unknown, transform: CityTransform, number: number, sink: RecordSink): void {
	const { type, CityObjects, vertices } = (parsed ?? {}) as Record<string, unknown>;
	// The header, of which a sequence put together from several may have more than one.
	if (type === 'CityJSON') return;
	if (
		type !== 'CityJSONFeature' ||
		typeof CityObjects !== 'object' ||
		CityObjects === null ||
		!Array.isArray(vertices)
	) {
		const detail = `got an object of type ${JSON.stringify(type) ?? 'nothing'}, expected a CityJSONFeature with CityObjects and vertices`;
		sink.bad({ number, reason: 'record/not-a-feature', detail });
		return;
	}
	const collector = new VertexCollector(vertices.length);
	collector.add(vertices);
	const own = collector.finish(transform);
	const assembler = new BuildingAssembler(sink);
	for (const [key, object] of Object.entries(CityObjects)) assembler.add(key, object, own, number);
	assembler.finish();
}
