import { describe, expect, it } from 'vitest';
import { plotBalance } from '../../../src/app/command/cards/plot-balance.ts';
import { shareBar } from '../../../src/app/command/cards/water-bar.tsx';

describe('the water bar', () => {
	it('gives the larger of the two five sixths of its width', () => {
		expect(shareBar(75, 40)).toEqual({ fill: 75 / 90, tick: 40 / 90 });
		expect(shareBar(30, 60)).toEqual({ fill: 30 / 72, tick: 60 / 72 });
	});

	it('has no fill where nothing is known, and no tick where the need is not', () => {
		expect(shareBar(null, 40).fill).toBe(0);
		expect(shareBar(75, null).tick).toBeNull();
		expect(shareBar(null, null)).toEqual({ fill: 0, tick: null });
	});
});

describe('the balance chart', () => {
	it('draws flows as steps, and the tanks as straight lines with a jump where a vehicle brings water', () => {
		const point = { vehicleId: null, inflowLps: 0, outflowLps: 40 };
		const plot = plotBalance(
			[
				{ ...point, atS: 100, event: 'arrived', storedL: 4000 },
				{ ...point, atS: 150, event: 'arrived', storedL: 6000 },
				{ ...point, atS: 200, event: 'end', storedL: 4000 },
			],
			40,
			200,
			60,
		);
		// 40 of 44 L/s; tanks full at 6000 L: 4000 -> 20, after 50 s 2000 -> 40, with 4000 more 0.
		expect(plot.neededY).toBe(5.5);
		expect(plot.outflow).toBe('M0 60H100V5.5H150V5.5H200V5.5');
		expect(plot.stored).toBe('M0 60L100 60L100 20L150 40L150 0L200 20L200 20L200 60Z');
	});
});
