import { describe, expect, it } from 'vitest';
import { listPumpers } from '../../../../src/analysis/coverage/list-pumpers.ts';
import { makeVehicle } from '../../../support/make-vehicle.ts';

const idsOf = (...models: string[]) =>
	listPumpers({ vehicles: models.map((model, i) => makeVehicle(`${i}`, model)) }).map(({ model }) => model);

describe('A4 pumpers of a station', () => {
	it('A4 the one that goes first, then larger pumps before smaller ones; ladders and tankers are none', () => {
		expect(idsOf('SG20', 'PM120', 'YT32', 'SG80', 'GS180', 'AP50')).toEqual(['AP50', 'SG80', 'SG20', 'PM120']);
	});

	it('A4 small engines only where a station has nothing else', () => {
		expect(idsOf('XF-微型', 'SG20')).toEqual(['SG20']);
		expect(idsOf('XF-微型', 'JY100')).toEqual(['XF-微型']);
		expect(idsOf('JY100')).toEqual([]);
	});
});
