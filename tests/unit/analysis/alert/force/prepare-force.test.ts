import { describe, expect, it } from 'vitest';
import { listVehicleKinds } from '../../../../../src/analysis/alert/force/prepare-force.ts';
import { DEFAULT_VEHICLE_PROFILE, type Vehicle } from '../../../../../src/domain/vehicle.ts';
import { makeStation } from '../../../../support/fake-city.ts';

const withHeights = (...heights: number[]): Vehicle[] =>
	heights.map((heightM, i) => ({
		id: `v${i}`,
		plate: '',
		type: 'SG',
		model: '',
		profile: { ...DEFAULT_VEHICLE_PROFILE, heightM },
		workHeightM: null,
		tankT: null,
		pumpLps: null,
	}));

describe('listVehicleKinds', () => {
	it('the default first, then none in particular, then the kinds on file by number; at most fifteen', () => {
		const usual = DEFAULT_VEHICLE_PROFILE.heightM;
		const stations = [
			makeStation('a', 0, 0, { vehicles: withHeights(3, 4, usual) }),
			makeStation('b', 0, 0, { vehicles: withHeights(4) }),
		];
		expect(listVehicleKinds(stations).map((kind) => kind?.heightM)).toEqual([usual, undefined, 4, 3]);
		expect(listVehicleKinds([])).toEqual([DEFAULT_VEHICLE_PROFILE, null]);
		const many = [
			makeStation('a', 0, 0, { vehicles: withHeights(...Array.from({ length: 20 }, (_, i) => 1 + i / 10)) }),
		];
		expect(listVehicleKinds(many)).toHaveLength(15);
	});
});
