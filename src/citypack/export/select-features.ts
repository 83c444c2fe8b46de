import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { FeatureBytes } from '../../domain/pack/decode-feature.ts';
import type { FlatGeobufReader } from '../../domain/pack/flatgeobuf-reader.ts';
import type { AreaTest } from './area-test.ts';

/** Features looked at in one go. */
const BATCH = 8192;

/** What selectFeatures goes through and reports. */
interface SelectOptions {
	readonly file: FlatGeobufReader;
	/** null = all. */
	readonly area: AreaTest | null;
	readonly signal: AbortSignal | undefined;
	readonly onProgress: (done: number, total: number) => void;
}

/** The features of a layer that meet an area, whole, in file order, some thousand at a time. */
export async function* selectFeatures({
	file,
	area,
	signal,
	onProgress,
}: SelectOptions): AsyncGenerator<FeatureBytes[]> {
	const { count } = file.header;
	for (let start = 0; start < count; start += BATCH) {
		signal?.throwIfAborted();
		onProgress(start, count);
		const hits = await file.listRange(start, start + BATCH, signal);
		if (area === null) {
			yield await file.readHits(hits, signal);
			continue;
		}
		const near = hits.filter((hit) => boxesMeet(hit.box, area.box));
		if (near.length === 0) continue;
		const features = await file.readHits(near, signal);
		const selected = features.filter((feature) => area.meets(file.decode(feature).geometry, feature.box as BBox));
		if (selected.length > 0) yield selected;
	}
	onProgress(count, count);
}

/** Whether two boxes meet, touching included. */
export function boxesMeet(a: BBox, b: BBox): boolean {
	return a[0] <= b[2] && a[1] <= b[3] && a[2] >= b[0] && a[3] >= b[1];
}
