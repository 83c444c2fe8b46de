import type { Force } from '../../../domain/alert/force.ts';
import type { Situation } from '../../../domain/alert/situation.ts';
import type { Station } from '../../../domain/station.ts';
import type { AerialFleet } from './suggest-model.ts';

/** Which models are sent, and which are on file and free; stations null = they could not be read. */
export function listAerialFleet(
	force: Pick<Force, 'assigned'> | null,
	stations: readonly Station[] | null,
	{ unavailable }: Pick<Situation, 'unavailable'>,
): AerialFleet {
	const away = new Set(unavailable);
	const onFile = (stations ?? []).flatMap(({ vehicles }) => vehicles.filter(({ id }) => !away.has(id)));
	return {
		due: (force?.assigned ?? []).map(({ model }) => model),
		fleet: [...new Set(onFile.map(({ model }) => model))],
	};
}
