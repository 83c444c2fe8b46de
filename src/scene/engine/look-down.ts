import type { Position } from '../../domain/geo/lon-lat.ts';
import type { PointerRay } from '../../domain/snap.ts';

/** From so high above the ground: over the tallest roofs. */
const EYE_M = 1_500;

/**
 * The line of sight straight down on a place, as a pointer would have it there: for places that no pointer points at (the middle of the
 * map, the end of a drag). `metresPerPixel` says how far things reach that catch by pixels.
 */
export function lookDown([lon, lat]: Position, groundM: number, metresPerPixel: number): PointerRay {
	return {
		eye: { lon, lat, heightM: groundM + EYE_M },
		through: { lon, lat, heightM: groundM },
		meetsGround: true,
		radiansPerPixel: metresPerPixel / EYE_M,
	};
}
