import type { Stand } from './list-stands.ts';

/** What of a place says how good it is to stand on. */
export type Place = Pick<Stand, 'verdict' | 'failing' | 'worth'>;

/** Worth is a product of shares of two digits. */
const SAME_WORTH = 1e-6;
/** So much more of a facade makes no difference: places alike by build must not change order by rounding. */
const SAME_SHARE = 0.01;

/** 0 = to code, 1 = usable, 2 = usable but nearer to the wall than the code has it, where what falls off a facade lands. */
export function rankPlace({ verdict, failing }: Place): number {
	if (verdict === 'conform') return 0;
	return isTooClose({ failing }) ? 2 : 1;
}

/** Whether it lies nearer to the wall than the code has it. */
export function isTooClose({ failing }: Pick<Place, 'failing'>): boolean {
	return failing.some(({ code }) => code === 'aerial/too-close');
}

/** The best of what is offered, one after the other: by rank, then by what fails, then by what is reached; of equals the first. */
export class BestPlace<T> {
	best: T | undefined = undefined;
	place: Place | undefined = undefined;
	#rank = 0;
	#reachedM2 = 0;

	offer(each: T, place: Place, reachedM2: number): void {
		const rank = rankPlace(place);
		if (this.place !== undefined && !this.#isBetter(rank, place.worth, reachedM2)) return;
		this.best = each;
		this.place = place;
		this.#rank = rank;
		this.#reachedM2 = reachedM2;
	}

	#isBetter(rank: number, worth: number, reachedM2: number): boolean {
		if (rank !== this.#rank) return rank < this.#rank;
		const more = worth - (this.place as Place).worth;
		if (Math.abs(more) > SAME_WORTH) return more > 0;
		return reachedM2 > this.#reachedM2 * (1 + SAME_SHARE);
	}
}
