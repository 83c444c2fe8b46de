import type { City } from '../../src/domain/pack/city.ts';
import type { ServedPack } from '../../src/server/follow-pack.ts';

/** A pack that nothing is wrong with and that never changes. */
export function serveCity(city: City): ServedPack {
	return {
		manifest: city.manifest,
		use: (work) => work(city),
		onSwitch: () => () => {},
		findProblems: async () => [],
	};
}
