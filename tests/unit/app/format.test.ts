import { describe, expect, it } from 'vitest';
import {
	compassSector,
	formatAge,
	formatArea,
	formatDate,
	formatDistance,
	formatDuration,
	formatEstimated,
	formatFlow,
	formatGap,
	formatHeight,
	formatPosition,
	formatRounded,
	formatTime,
	joinQuantity,
	pickName,
} from '../../../src/app/ui/format.ts';

describe('numbers with units (UI design language, section 7)', () => {
	it.each([
		[formatHeight(79.6), '79.6 m'],
		[formatHeight(100), '100.0 m'],
		[formatArea(1008.3), '1,008 m²'],
		[formatArea(100_000), '100,000 m²'],
		[formatArea(123_456), '12.3 ha'],
		[formatFlow(40.2), '40 L/s'],
		[formatGap(11), '11.0 m'],
		[formatDistance(46.2), '46 m'],
		[formatDistance(999.4), '999 m'],
		[formatDistance(999.6), '1.0 km'],
		[formatDistance(1893), '1.9 km'],
	])('%o is %s', (quantity, text) => {
		expect(joinQuantity(quantity)).toBe(text);
	});

	it('rounding never crosses or reaches a threshold', () => {
		expect(formatRounded(3.96, 1, [4])).toBe('3.96');
		expect(formatRounded(4.04, 1, [4])).toBe('4.04');
		expect(formatRounded(4, 1, [4])).toBe('4.0');
		expect(formatRounded(3.94, 1, [4])).toBe('3.9');
		expect(formatHeight(53.97).text).toBe('53.97');
		expect(formatHeight(23.999).text).toBe('23.999');
		expect(formatHeight(54.01).text).toBe('54.01');
	});

	it('says that a number is estimated before it', () => {
		expect(formatEstimated('12 m', 'zh-CN')).toBe('约 12 m');
		expect(formatEstimated('12 m', 'en')).toBe('about 12 m');
	});
});

describe('times', () => {
	it.each([
		[0, '0:00'],
		[108, '1:48'],
		[134.9, '2:14'],
		[3599, '59:59'],
		[3600, '1:00:00'],
		[7265, '2:01:05'],
		[-3, '0:00'],
	])('%d s is %s', (seconds, text) => {
		expect(formatDuration(seconds)).toBe(text);
	});

	it('events are HH:mm:ss, days are ISO, in the viewer’s zone', () => {
		const at = new Date(2026, 10, 20, 14, 2, 7).getTime();
		expect(formatTime(at)).toBe('14:02:07');
		expect(formatDate(at)).toBe('2026-11-20');
	});

	it('ages run in seconds, minutes, hours, then become a date', () => {
		const now = new Date(2026, 10, 20, 12).getTime();
		const age = (seconds: number) => formatAge(now - seconds * 1000, now, 'zh-CN');
		expect(age(94)).toBe('94 s 前');
		expect(age(4 * 60)).toBe('4 分钟前');
		expect(age(5 * 3600)).toBe('5 小时前');
		expect(age(24 * 3600)).toBe('2026-11-19');
		expect(formatAge(now - 240_000, now, 'en')).toBe('4 min ago');
	});
});

describe('places and names', () => {
	it('coordinates always carry their datum', () => {
		expect(formatPosition(113.751823, 23.020674)).toBe('113.75182, 23.02067 WGS84');
	});

	it.each([
		[0, 0],
		[22, 0],
		[23, 1],
		[268, 6],
		[359, 0],
		[-90, 6],
	])('bearing %d lies in sector %d', (bearing, sector) => {
		expect(compassSector(bearing)).toBe(sector);
	});

	it('takes the English name where there is one', () => {
		expect(pickName('鸿福路', 'Hongfu Road', 'en')).toBe('Hongfu Road');
		expect(pickName('鸿福路', null, 'en')).toBe('鸿福路');
		expect(pickName('鸿福路', 'Hongfu Road', 'zh-CN')).toBe('鸿福路');
		expect(pickName(null, null, 'en')).toBeNull();
	});
});
