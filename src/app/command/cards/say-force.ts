import type { i18n } from 'i18next';
import type { DueVehicle, Force } from '../../../domain/alert/force.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import { findWord, sayReason } from '../../i18n/say-code.ts';
import { formatArrival, formatNumber, type Language, pickName } from '../../ui/format.ts';

/** Vehicles of one type together. */
export interface SameVehicles {
	readonly type: string;
	readonly vehicles: readonly DueVehicle[];
}

/** Vehicles by type, in the order in which each type first arrives. */
export function groupByType(vehicles: readonly DueVehicle[]): SameVehicles[] {
	const groups = new Map<string, DueVehicle[]>();
	for (const vehicle of vehicles) groups.set(vehicle.type, [...(groups.get(vehicle.type) ?? []), vehicle]);
	return [...groups].map(([type, same]) => ({ type, vehicles: same }));
}

/** Several reasons in one run. */
export function sayReasons(i18n: i18n, reasons: readonly Reason[]): string {
	return reasons.map((reason) => sayReason(i18n, reason)).join(i18n.t('force.listSeparator'));
}

/** Model, plate and arrival of each, a line each. */
export function sayVehicles({ t }: i18n, vehicles: readonly DueVehicle[]): string {
	return vehicles
		.map(({ model, plate, arrivalS }) => t('force.vehiclesOf', { model, plate, arrival: formatArrival(arrivalS) }))
		.join('\n');
}

/** What the card asks for and nobody brings: '防化车 1 辆，全市 1 辆，已派或不可用'. */
export function sayMissing(i18n: i18n, missing: Force['missing']): string {
	const { t } = i18n;
	const list = missing.map(({ types, count, reason }) => {
		const words = types.map((type) => findWord(i18n, 'vehicleType', type) ?? type).join(t('force.or'));
		return t('force.missingOne', { types: words, count, reason: sayReason(i18n, reason) });
	});
	return t('force.missing', { list: list.join(t('force.listSeparator')) });
}

/** The hole in one line: '万江站空出 12.4 km 道路超 5:00'. */
export function sayHole({ t }: i18n, force: Force, language: Language): string {
	const { coverage } = force;
	if (!coverage) return t('force.holeUnknown');
	const limit = formatArrival(coverage.limitS);
	if (coverage.holeRoadKm === 0) return t('force.holeNone', { limit });
	const name = nameStation(force, coverage.moveUps[0]?.toStationId ?? coverage.emptied[0] ?? '', language);
	const count = coverage.emptied.length;
	const stations = count > 1 ? t('force.stationsMore', { name, count }) : name;
	return t('force.hole', { stations, roadKm: formatNumber(coverage.holeRoadKm, 1), limit });
}

/** The hole in a few words: '12.4 km 道路超 5:00，1 站空出'. */
export function sayHoleShort(i18n: i18n, force: Force, language: Language): string {
	const { coverage } = force;
	if (!coverage || coverage.holeRoadKm === 0) return sayHole(i18n, force, language);
	return i18n.t('force.holeShort', {
		roadKm: formatNumber(coverage.holeRoadKm, 1),
		limit: formatArrival(coverage.limitS),
		count: coverage.emptied.length,
	});
}

/** A move-up in one line: who goes where and what it brings back. */
export function sayMoveUp({ t }: i18n, force: Force, language: Language): string | null {
	const [first] = force.coverage?.moveUps ?? [];
	if (!first) return null;
	const { fromStationName, fromStationNameEn, fromStationId, model, travelS, closesShare } = first;
	return t('force.moveUp', {
		station: pickName(fromStationName, fromStationNameEn, language) ?? fromStationId,
		model,
		travel: formatArrival(travelS),
		share: `${formatNumber(closesShare * 100)} %`,
	});
}

/** An emptied station's name, by a vehicle of its own that is sent; its id where it has none. */
function nameStation({ assigned }: Force, stationId: string, language: Language): string {
	const vehicle = assigned.find((one) => one.stationId === stationId);
	return (vehicle && pickName(vehicle.stationName, vehicle.stationNameEn, language)) ?? stationId;
}
