import type { Dem } from './dem.ts';

/** A place this near to a sample, in samples, lies on it. */
const SNAP = 1e-6;

/** The samples of a model round a list of places. */
export class SampleWindow {
	readonly #dem: Dem;
	readonly #x0: number;
	readonly #y0: number;
	readonly #x1: number;
	readonly #y1: number;
	#samples: Float32Array = new Float32Array(0);

	constructor(dem: Dem, places: Float64Array) {
		this.#dem = dem;
		let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
		for (let i = 0; i < places.length; i += 2) {
			const x = places[i] as number;
			const y = places[i + 1] as number;
			if (Number.isNaN(x)) continue;
			minX = Math.min(minX, x);
			maxX = Math.max(maxX, x);
			minY = Math.min(minY, y);
			maxY = Math.max(maxY, y);
		}
		this.#x0 = Math.max(0, Math.floor(minX));
		this.#y0 = Math.max(0, Math.floor(minY));
		this.#x1 = Math.min(dem.width, Math.ceil(maxX) + 2);
		this.#y1 = Math.min(dem.height, Math.ceil(maxY) + 2);
	}

	get isEmpty(): boolean {
		return !(this.#x1 > this.#x0 && this.#y1 > this.#y0);
	}

	async read(signal: AbortSignal | undefined): Promise<void> {
		this.#samples = await this.#dem.readWindow(this.#x0, this.#y0, this.#x1, this.#y1, signal);
	}

	/** Bilinear; NaN outside, or where a sample that counts is void. The half sample round the raster's edge belongs to it. */
	sampleAt(x: number, y: number): number {
		const { width, height } = this.#dem;
		if (!(x >= -0.5 - SNAP && y >= -0.5 - SNAP && x <= width - 0.5 + SNAP && y <= height - 0.5 + SNAP))
			return Number.NaN;
		const [column, fx] = split(x, width);
		const [row, fy] = split(y, height);
		const span = this.#x1 - this.#x0;
		const at = (row - this.#y0) * span + (column - this.#x0);
		let sum = (1 - fx) * (1 - fy) * (this.#samples[at] as number);
		if (fx > 0) sum += fx * (1 - fy) * (this.#samples[at + 1] as number);
		if (fy > 0) sum += (1 - fx) * fy * (this.#samples[at + span] as number);
		if (fx > 0 && fy > 0) sum += fx * fy * (this.#samples[at + span + 1] as number);
		return sum;
	}
}

/** The sample before a place and how far the place is beyond it; whole on or next to a sample. */
function split(place: number, length: number): [sample: number, fraction: number] {
	const kept = Math.min(Math.max(place, 0), length - 1);
	const nearest = Math.round(kept);
	if (Math.abs(kept - nearest) < SNAP) return [nearest, 0];
	const sample = Math.floor(kept);
	return [sample, kept - sample];
}
