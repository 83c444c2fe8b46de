import { DataError, describeError, UnavailableError } from '../../domain/errors.ts';
import { decodeRoadGraph, type RoadGraph } from '../../domain/pack/road-graph.ts';

/**
 * Fetches roads.graph whole and reads it.
 * @throws UnavailableError `pack/unreachable`, DataError `pack/missing-file`, what decodeRoadGraph throws, the signal's reason
 */
export async function fetchRoadGraph(url: string, signal: AbortSignal): Promise<RoadGraph> {
	const file = url.slice(url.lastIndexOf('/') + 1).replace(/\?.*$/, '');
	const context = { file, url };
	try {
		const answer = await fetch(url, { signal });
		if (answer.status === 404) {
			throw new DataError('pack/missing-file', `${file}: got status 404, expected the file`, { context });
		}
		if (!answer.ok) {
			throw new UnavailableError('pack/unreachable', `${file}: got status ${answer.status}, expected 200`, { context });
		}
		return decodeRoadGraph(new Uint8Array(await answer.arrayBuffer()), file);
	} catch (cause) {
		if (cause instanceof DataError || cause instanceof UnavailableError) throw cause;
		signal.throwIfAborted();
		throw new UnavailableError('pack/unreachable', `${file}: got ${describeError(cause)}, expected an answer`, {
			context,
			cause,
		});
	}
}
