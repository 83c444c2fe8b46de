import { describe, expect, it } from 'vitest';
import { givenSituationSchema } from '../../../../src/domain/alert/given-situation.ts';
import { newIncidentSchema } from '../../../../src/domain/incident.ts';

describe('a situation that comes in from outside', () => {
	it('there is no floor 0', () => {
		expect(givenSituationSchema.parse({ fireFloor: -1 }).fireFloor).toBe(-1);
		expect(() => givenSituationSchema.parse({ fireFloor: 0 })).toThrow('expected a floor from 1 up, or from -1 down');
		expect(() => newIncidentSchema.parse({ lon: 113, lat: 23, fireFloor: 0 })).toThrow('expected a floor from 1 up');
		expect(newIncidentSchema.parse({ lon: 113, lat: 23 }).fireFloor).toBeNull();
	});

	it('only aerials of the catalogue can be put somewhere', () => {
		const put = (model: string) => givenSituationSchema.safeParse({ placed: [{ model, lon: 113, lat: 23 }] });
		expect(put('DG53').success).toBe(true);
		for (const model of ['SG80', 'XX1'])
			expect(put(model).error?.issues[0]?.message).toBe('expected an aerial of the vehicle catalogue');
	});
});
