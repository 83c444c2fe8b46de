import type { ByteStream } from '../bytes/open-byte-stream.ts';
import type { RecordBlock } from '../bytes/split-lines.ts';
import type { InputPart, OpenInput, RecordSink } from '../source-record.ts';

/** An input whose file is cut into blocks of whole records, which threads can read by themselves. */
interface BlockInput {
	readonly unit: string;
	readonly crs: OpenInput['crs'];
	openStream(signal?: AbortSignal): Promise<ByteStream>;
	blocksOf(stream: ByteStream): AsyncIterable<RecordBlock>;
	readBlock(part: InputPart & { kind: 'bytes' }, sink: RecordSink): void;
}

type ReadOptions = Parameters<OpenInput['readAll']>[1];

/** An OpenInput over blocks: `readAll` is `readPart` of all `parts` in order. */
export function openBlocks(input: BlockInput): OpenInput {
	async function* parts({ signal, onProgress }: ReadOptions): AsyncGenerator<InputPart & { kind: 'bytes' }> {
		const stream = await input.openStream(signal);
		for await (const block of input.blocksOf(stream)) {
			signal?.throwIfAborted();
			yield { kind: 'bytes', bytes: block.bytes, firstNumber: block.firstNumber };
			onProgress?.(stream.position, stream.size);
		}
	}
	return {
		unit: input.unit,
		crs: input.crs,
		count: null,
		fields: null,
		readAll: async (sink, options) => {
			for await (const part of parts(options)) input.readBlock(part, sink);
		},
		parts,
		readPart: async (part, sink) => {
			if (part.kind !== 'bytes') throw new TypeError(`part: got ${part.kind}, expected bytes of this input`);
			input.readBlock(part, sink);
		},
		close: async () => {},
	};
}
