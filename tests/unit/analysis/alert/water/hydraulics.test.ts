import { describe, expect, it } from 'vitest';
import {
	countStageLengths,
	fillTankS,
	flowThroughHoseLps,
	headForHoseM,
	loseInLengthM,
	shuttleFlowLps,
} from '../../../../../src/analysis/alert/water/hydraulics.ts';

const PHI_65 = 0.035;
const PHI_80 = 0.015;

describe('A12 hydraulics, check values of fire-facts 4', () => {
	it.each([
		[6.5, 1.48, 0.63],
		[7.5, 1.97, 0.84],
		[13, 5.92, 2.54],
		[20, 14.0, 6.0],
	])('A12 a length of hose loses at %d L/s %d m of 65 mm and %d m of 80 mm', (flow, m65, m80) => {
		expect(Math.abs(loseInLengthM(PHI_65, flow) - m65)).toBeLessThan(0.0051);
		expect(Math.abs(loseInLengthM(PHI_80, flow) - m80)).toBeLessThan(0.0051);
	});

	it.each([
		[PHI_80, 6.5, 1980],
		[PHI_80, 13, 486],
		[PHI_80, 20, 198],
		[PHI_65, 13, 198],
	])('A12 one stage of a relay with hose of %d at %d L/s is %d m', (loss, flow, distanceM) => {
		// Usable head 80 m = 100 m x 0.8, residual inlet 10 m.
		const headM = headForHoseM({ headM: 100, headShare: 0.8, inletM: 10 }, 0);
		expect(20 * 0.9 * countStageLengths(headM, loss, flow)).toBeCloseTo(distanceM, 6);
	});

	it('A12 the hose carries the flow at which its friction uses up the head', () => {
		// 10 lengths of 80 mm and 70 m: 70 = 10 x 0.015 x Q2, Q = 21.6 L/s; two lines carry twice as much.
		expect(flowThroughHoseLps(70, PHI_80, 10, 1)).toBeCloseTo(21.6, 1);
		expect(flowThroughHoseLps(70, PHI_80, 10, 2)).toBeCloseTo(43.2, 1);
		expect(flowThroughHoseLps(-5, PHI_80, 10, 1)).toBe(0);
		expect(countStageLengths(-5, PHI_80, 10)).toBe(0);
	});

	it('A13 filling 8 t at 15 L/s takes 8.9 minutes', () => {
		expect(fillTankS(8, 15) / 60).toBeCloseTo(8.9, 1);
	});

	it('A13 a tanker shuttles V / (fill + 2 drive + empty)', () => {
		// 8000 L in 533.3 + 2 x 180 + 133.3 s = 1026.7 s.
		expect(shuttleFlowLps(8, { fillLps: 15, driveS: 180, emptyLps: 60 })).toBeCloseTo(7.79, 2);
	});
});
