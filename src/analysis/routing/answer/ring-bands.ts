import type { XY } from '../../../domain/geo/local-plane.ts';
import { boxOfPlaces } from '../../measure/plane-ring.ts';

const MAX_BANDS = 1024;

/**
 * Rings sorted into bands from south to north, so that whether a place lies inside them asks only the edges at its height. Even-odd over all
 * rings: inside the outer one and in no hole. Cost to make: the edges, each in every band that it meets.
 */
export class RingBands {
	readonly #south: number;
	readonly #bandM: number;
	readonly #bands: (readonly [a: XY, b: XY])[][];

	constructor(rings: readonly (readonly XY[])[]) {
		const [, south, , north] = boxOfPlaces(rings.flat());
		const count = Math.min(MAX_BANDS, rings.flat().length);
		this.#south = south;
		this.#bandM = Math.max((north - south) / count, Number.MIN_VALUE);
		this.#bands = Array.from({ length: count + 1 }, () => []);
		for (const ring of rings) {
			for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
				const [a, b] = [ring[i] as XY, ring[j] as XY];
				const last = this.#bandOf(Math.max(a[1], b[1]));
				for (let band = this.#bandOf(Math.min(a[1], b[1])); band <= last; band++) this.#bands[band]?.push([a, b]);
			}
		}
	}

	/** Whether a place lies inside; on the line: either answer. */
	isInside([x, y]: XY): boolean {
		let inside = false;
		for (const [[ax, ay], [bx, by]] of this.#bands[this.#bandOf(y)] ?? []) {
			if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
		}
		return inside;
	}

	#bandOf(y: number): number {
		return Math.floor((y - this.#south) / this.#bandM);
	}
}
