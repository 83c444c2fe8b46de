import type { MeasureKind } from '../../../domain/records/measurement.ts';
import { formatNumber, formatRounded, HEIGHT_THRESHOLDS_M, type Quantity } from '../../ui/format.ts';

/** Widths of ways and gaps that codes ask for (GB 50016, GB 55037), m. Rounding never crosses them. */
const WIDTH_THRESHOLDS_M: readonly number[] = [3.5, 4, 5, 6, 7, 9, 10, 11, 13, 14];

const UNITS = { m: 'm', m2: 'm²', deg: '°' } as const;
const HECTARE_FROM_M2 = 100_000;

/** The unit in which a kind of measure is told. */
export function unitOf(kind: MeasureKind): 'm' | 'm2' | 'deg' {
	if (kind === 'plan-area' || kind === 'facade-area') return 'm2';
	return kind === 'bearing' ? 'deg' : 'm';
}

/** A measured number: lengths 0.01 m (from 10 km on whole metres), areas 1 m² or ha, bearings 0.1°; never rounded across a threshold. */
export function formatMeasured(value: number, unit: 'm' | 'm2' | 'deg', kind?: MeasureKind): Quantity {
	if (unit === 'deg') return { text: formatNumber((Math.round(value * 10) % 3600) / 10, 1), unit: UNITS.deg };
	if (unit === 'm2') {
		const isLarge = value > HECTARE_FROM_M2;
		return { text: formatNumber(isLarge ? value / 10_000 : value, isLarge ? 2 : 0), unit: isLarge ? 'ha' : UNITS.m2 };
	}
	const thresholds = kind === 'height' ? HEIGHT_THRESHOLDS_M : kind === 'clear-width' ? WIDTH_THRESHOLDS_M : [];
	return { text: formatRounded(value, value >= 10_000 ? 0 : 2, thresholds), unit: UNITS.m };
}

/** An error, rounded up: it is never told smaller than it is. */
export function formatError(error: number, unit: 'm' | 'm2' | 'deg', value = 0): string {
	if (unit === 'deg') return `${formatNumber(Math.ceil(error * 10) / 10, 1)}${UNITS.deg}`;
	if (unit === 'm') return `${formatNumber(Math.ceil(error * 100) / 100, 2)} m`;
	if (value > HECTARE_FROM_M2) return `${formatNumber(Math.ceil(error / 100) / 100, 2)} ha`;
	return `${formatNumber(Math.ceil(error))} m²`;
}

/** A measured number as one run of text: '12.34 m', '83.2°'. */
export function joinMeasured({ text, unit }: Quantity): string {
	return unit === '°' ? `${text}°` : `${text} ${unit}`;
}
