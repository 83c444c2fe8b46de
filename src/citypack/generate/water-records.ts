import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { toPosition } from './city-plane.ts';
import type { Rng } from './rng.ts';
import { SOURCE_DATE, SOURCE_KEY } from './source-facts.ts';
import type { StreetNet } from './street-net.ts';

const DAY_MS = 86_400_000;

/** Spacing of municipal hydrants, metres: GB 50974 asks for at most 120 m. */
const HYDRANT_SPACING_M = 120;

/** A day so many days before the date of the data. */
export function daysBefore(days: number): string {
	return new Date(Date.parse(SOURCE_DATE) - days * DAY_MS).toISOString().slice(0, 10);
}

/** Hydrants along one street, alternating sides, some missing: about 4 % faulty, 10 % not tested for over a year. */
export function placeHydrants(net: StreetNet, street: number, idPrefix: string, rng: Rng): LayerFeature[] {
	const { firstSegment, endSegment, spec } = net.streets[street] as (typeof net.streets)[number];
	const features: LayerFeature[] = [];
	let next = rng.range(25, HYDRANT_SPACING_M * 0.8);
	let along = 0;
	for (let s = firstSegment; s < endSegment; s++) {
		const [ax, ay] = [net.x0[s] as number, net.y0[s] as number];
		const [dx, dy] = [(net.x1[s] as number) - ax, (net.y1[s] as number) - ay];
		const length = Math.hypot(dx, dy);
		for (; next < along + length - 8; next += HYDRANT_SPACING_M * rng.range(0.82, 1.12)) {
			if (next < along + 8 || rng.chance(0.1)) continue;
			const t = (next - along) / length;
			const side = rng.chance(0.5) ? 1 : -1;
			const off = (side * (spec.widthM / 2 + 0.7)) / length;
			const [x, y] = [ax + dx * t - dy * off, ay + dy * t + dx * off];
			features.push(hydrant(`${idPrefix}-${features.length + 1}`, x, y, spec.widthM >= 14 ? 150 : 100, rng));
		}
		along += length;
	}
	return features;
}

function hydrant(id: string, x: number, y: number, diameterMm: number, rng: Rng): LayerFeature {
	const luck = rng.next();
	const state = luck < 0.04 ? 'faulty' : luck < 0.14 ? 'stale' : luck < 0.19 ? 'unknown' : 'ok';
	const flow = diameterMm === 150 ? rng.range(20, 42) : rng.range(11, 26);
	const tested = state === 'unknown' ? null : daysBefore(state === 'stale' ? rng.int(400, 1300) : rng.int(5, 180));
	return waterFeature({
		id,
		kind: rng.chance(0.12) ? 'hydrant-underground' : 'hydrant',
		x,
		y,
		name: null,
		state,
		flowLps: state === 'ok' || state === 'stale' ? Math.round(flow * 10) / 10 : null,
		diameterMm: state === 'unknown' && rng.chance(0.5) ? null : diameterMm,
		volumeM3: null,
		testedOn: tested,
	});
}

/** A water source as water.fgb has it. */
export function waterFeature(source: {
	id: string;
	kind: string;
	x: number;
	y: number;
	name: string | null;
	state: string;
	flowLps: number | null;
	diameterMm: number | null;
	volumeM3: number | null;
	testedOn: string | null;
}): LayerFeature {
	return {
		geometry: { type: 'Point', coordinates: toPosition(source.x, source.y) },
		properties: {
			id: source.id,
			kind: source.kind,
			name: source.name,
			state: source.state,
			flow_lps: source.flowLps,
			diameter_mm: source.diameterMm,
			volume_m3: source.volumeM3,
			tested_on: source.testedOn,
			source: SOURCE_KEY,
		},
	};
}
