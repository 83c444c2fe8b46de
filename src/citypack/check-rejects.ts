import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { PackProblem } from '../domain/pack/check-pack-files.ts';
import { PACK_FILES, type PackSource } from '../domain/pack/manifest.ts';
import { COUNTED_KIND } from './model/reject-kind.ts';
import type { ToldReject } from './model/source-city.ts';

/**
 * Is every refused record told? Of each source, the refused lines of the kind that it counts are as many as its `refused`, and each
 * line is of a source of the pack.
 */
export async function checkRejects(path: string, sources: readonly PackSource[]): Promise<PackProblem[]> {
	const file = PACK_FILES.rejects;
	const problems: PackProblem[] = [];
	const refused = new Map(sources.map(({ key }) => [key, 0]));
	const kindOf = new Map(sources.map(({ key, kind }) => [key, COUNTED_KIND[kind]]));
	let number = 0;
	for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
		number++;
		const reject = parseReject(line);
		const counted = reject ? refused.get(reject.source) : undefined;
		if (!reject || counted === undefined) {
			const found = reject ? `source ${reject.source}` : 'no reject';
			const message = `${file}: line ${number}: got ${found}, expected a reject of ${[...refused.keys()].join(', ')}`;
			problems.push({ code: 'pack/bad-reject', message, file });
		} else if (reject.outcome === 'refused' && reject.kind === kindOf.get(reject.source)) {
			refused.set(reject.source, counted + 1);
		}
	}
	for (const source of sources) {
		const told = refused.get(source.key);
		if (told === source.refused) continue;
		const message = `${file}: source ${source.key}: got ${told} refused records told, expected ${source.refused} as ${PACK_FILES.manifest} says`;
		problems.push({ code: 'pack/count-mismatch', message, file });
	}
	return problems;
}

function parseReject(line: string): ToldReject | null {
	try {
		const reject = JSON.parse(line);
		const isReject = [reject.source, reject.kind, reject.id, reject.outcome].every((text) => typeof text === 'string');
		return isReject ? reject : null;
	} catch {
		return null;
	}
}
