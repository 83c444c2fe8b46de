/** East-west reach of a 3- or 6-degree zone from its central meridian, metres: 6 degrees wide at the equator, half of it 334 km. */
const ZONE_REACH_M = 335_000;
const FALSE_EASTING_M = 500_000;
/** Web Mercator of China's and Japan's longitudes and latitudes (73 to 154 E, 3 to 54 N), metres. */
const MERCATOR = { minX: 8.12e6, maxX: 17.2e6, minY: 0.33e6, maxY: 7.2e6 };
/** Distance of China's mainland and islands from the equator along a meridian, metres (3 to 54 N). */
const NORTHING = { min: 0.33e6, max: 6e6 };

/**
 * Which coordinate systems may a projected pair be of? For messages: 'EPSG:4526 (CGCS2000, 3-degree zone 38)'; likelier first,
 * empty when nothing fits. x east, y north, metres; a pair given the other way round is recognised and said so.
 */
export function guessCrs(x: number, y: number): readonly string[] {
	const guesses = guessInOrder(x, y);
	if (guesses.length > 0) return guesses;
	return guessInOrder(y, x).map((guess) => `${guess} with x and y exchanged`);
}

function guessInOrder(x: number, y: number): string[] {
	const guesses: string[] = [];
	if (y < NORTHING.min || y > MERCATOR.maxY) return guesses;
	const zone = Math.floor(x / 1e6);
	const inZone = Math.abs(x - zone * 1e6 - FALSE_EASTING_M) <= ZONE_REACH_M && y <= NORTHING.max;
	if (inZone && zone >= 25 && zone <= 45) guesses.push(`EPSG:${4488 + zone} (CGCS2000, 3-degree zone ${zone})`);
	if (inZone && zone >= 13 && zone <= 23) guesses.push(`EPSG:${4478 + zone} (CGCS2000, 6-degree zone ${zone})`);
	if (inZone && zone === 0) {
		guesses.push('EPSG:4534 to 4554 (CGCS2000, 3-degree zone by its central meridian; 114 E is EPSG:4547)');
		guesses.push('EPSG:32643 to 32653 (WGS 84, UTM)');
	}
	if (x >= MERCATOR.minX && x <= MERCATOR.maxX && y >= MERCATOR.minY && y <= MERCATOR.maxY) {
		guesses.push('EPSG:3857 (Web Mercator)');
	}
	return guesses;
}
