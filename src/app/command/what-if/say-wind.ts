import { useTranslation } from 'react-i18next';
import { compassSector, formatNumber } from '../../ui/format.ts';

const SIDES = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;

/** Says a direction by one of eight sides: 135 -> '东南'. */
export function useSide(): (bearingDeg: number) => string {
	const { t } = useTranslation();
	return (bearingDeg) => t(`compass.${SIDES[compassSector(bearingDeg)] ?? 'd0'}`);
}

/** A speed of the wind: '3.2 m/s'. */
export function saySpeed(speedMps: number): string {
	return `${formatNumber(speedMps, 1)} m/s`;
}
