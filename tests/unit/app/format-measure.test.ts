import { describe, expect, it } from 'vitest';
import { formatError, formatMeasured, joinMeasured } from '../../../src/app/command/measure/format-measure.ts';

describe('a measured number', () => {
	it.each([
		[12.3449, 'm', undefined, '12.34 m'],
		[1234.5, 'm', undefined, '1,234.50 m'],
		[12_345.6, 'm', undefined, '12,346 m'],
		// 24 m is where the code class changes, 4 m what a fire lane asks for.
		[23.996, 'm', 'height', '23.996 m'],
		[3.998, 'm', 'clear-width', '3.998 m'],
		[4, 'm', 'clear-width', '4.00 m'],
		[962.4, 'm2', 'plan-area', '962 m²'],
		[123_456, 'm2', 'plan-area', '12.35 ha'],
		[83.24, 'deg', 'bearing', '83.2°'],
		[359.97, 'deg', 'bearing', '0.0°'],
	] as const)('%d %s is told as %s', (value, unit, kind, said) => {
		expect(joinMeasured(formatMeasured(value, unit, kind))).toBe(said);
	});

	it.each([
		[0.701, 'm', 0, '0.71 m'],
		[40.2, 'm2', 962, '41 m²'],
		[123, 'm2', 200_000, '0.02 ha'],
		[0.06, 'deg', 0, '0.1°'],
	] as const)('an error of %d %s is never told smaller', (error, unit, value, said) => {
		expect(formatError(error, unit, value)).toBe(said);
	});
});
