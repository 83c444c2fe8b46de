import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureAreaM2, measurePerimeterM } from '../../src/analysis/measure/footprint.ts';
import { measureGap } from '../../src/analysis/measure/gap.ts';
import { createPlaneShape } from '../../src/analysis/measure/plane-shape.ts';
import { createLocalPlane } from '../../src/domain/geo/local-plane.ts';
import type { LonLat, PolygonRings, Position } from '../../src/domain/geo/lon-lat.ts';

interface Reference {
	readonly buildings: readonly {
		readonly id: string;
		readonly rings: readonly (readonly Position[])[];
		readonly areaM2: number;
		readonly perimeterM: number;
	}[];
	readonly pairs: readonly (readonly [a: number, b: number, gapM: number])[];
}

const { buildings, pairs } = JSON.parse(
	readFileSync(join(import.meta.dirname, '../fixtures/ellipsoid/buildings.json'), 'utf8'),
) as Reference;

/** Rings of the fixture close themselves; ours do not. */
const polygons = buildings.map(({ rings }): PolygonRings[] => [rings.map((ring) => ring.slice(0, -1))]);

/** Alarm points so far off a building's first corner, metres in eight directions, and the corner itself. */
function alarmPoints(building: number, offM: number): LonLat[] {
	const [lon, lat] = buildings[building]?.rings[0]?.[0] ?? [Number.NaN, Number.NaN];
	const plane = createLocalPlane({ lon, lat });
	return Array.from({ length: 9 }, (_, i) => {
		const away = i === 8 ? 0 : offM;
		const [x, y] = plane.toLonLat([Math.sin((i * Math.PI) / 4) * away, Math.cos((i * Math.PI) / 4) * away]);
		return { lon: x, lat: y };
	});
}

/** Farthest that an assessment looks at a building from its alarm point: beside a target, and as far again as water is looked for. */
const OFF_M = 350;

describe('footprints and gaps against the ellipsoid', () => {
	it('the fixture holds at least 200 buildings of three cities, great ones among them, and 200 gaps', () => {
		expect(buildings.length).toBeGreaterThanOrEqual(200);
		expect(pairs.length).toBeGreaterThanOrEqual(200);
		expect(new Set(buildings.map(({ id }) => id.split('/')[0])).size).toBe(3);
		expect(Math.max(...buildings.map(({ areaM2 }) => areaM2))).toBeGreaterThan(20_000);
	});

	it('A1 area and perimeter are right to 0.05 %, wherever the alarm point lies', () => {
		let worst = { share: 0, what: '' };
		for (const [i, { id, areaM2, perimeterM }] of buildings.entries()) {
			for (const at of alarmPoints(i, OFF_M)) {
				const shape = createPlaneShape(polygons[i] as PolygonRings[], createLocalPlane(at));
				const shares = {
					area: measureAreaM2(shape) / areaM2 - 1,
					perimeter: measurePerimeterM(shape) / perimeterM - 1,
				};
				for (const [what, share] of Object.entries(shares)) {
					if (Math.abs(share) > worst.share) worst = { share: Math.abs(share), what: `${what} of ${id}` };
				}
			}
		}
		expect(worst.share, worst.what).toBeLessThan(0.0005);
	});

	it('A2 gaps are right to 2 cm, wherever the alarm point lies', () => {
		let worst = { errorM: 0, what: '' };
		for (const [a, b, gapM] of pairs) {
			for (const at of alarmPoints(a, OFF_M)) {
				const plane = createLocalPlane(at);
				const [from, to] = [a, b].map((i) => createPlaneShape(polygons[i] as PolygonRings[], plane));
				if (!from || !to) throw new Error('a pair names no building');
				const errorM = Math.abs(measureGap(from, to).distanceM - gapM);
				if (errorM > worst.errorM) worst = { errorM, what: `${buildings[a]?.id} - ${buildings[b]?.id}, ${gapM} m` };
			}
		}
		expect(worst.errorM, worst.what).toBeLessThan(0.02);
	});
});
