import type { Closure } from '../../src/domain/closure.ts';
import { placeAt } from './fake-city.ts';

/** A closed road from time 0 until it is lifted: a line 100 m long across the fake city's origin. */
export function makeClosure(id: string, rest: Partial<Closure> = {}): Closure {
	const [south, north] = [placeAt(0, -50), placeAt(0, 50)];
	return {
		id,
		shape: {
			type: 'LineString',
			coordinates: [
				[south.lon, south.lat],
				[north.lon, north.lat],
			],
		},
		speedShare: 0,
		reason: '',
		fromMs: 0,
		untilMs: null,
		version: 1,
		createdAtMs: 0,
		updatedAtMs: 0,
		district: null,
		liftedAtMs: null,
		...rest,
	};
}
