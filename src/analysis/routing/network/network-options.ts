import type { RouteExemptions } from '../../../domain/route.ts';
import type { TravelBand, TravelTable } from '../../../domain/travel-table.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';
import type { WayRules } from './vehicle-limits.ts';

/** What a network is made for. */
export interface NetworkOptions {
	/** null = any vehicle: no sizes bind. */
	readonly vehicle: VehicleProfile | null;
	readonly exemptions: RouteExemptions;
	readonly band: TravelBand;
	readonly metric: 'time' | 'distance';
	readonly table: TravelTable;
}

/** Which network is it? Equal for options that give equal networks over one graph. */
export function makeNetworkKey({ vehicle, exemptions, band, metric, table }: NetworkOptions): string {
	const sizes = vehicle
		? [vehicle.lengthM, vehicle.widthM, vehicle.heightM, vehicle.massT, vehicle.turningRadiusM].join('/')
		: 'any';
	const { busRoads, restrictedAccess, gates, hgvBans, contraflow, turnRestrictions } = exemptions;
	const free = [busRoads, restrictedAccess, gates, hgvBans, contraflow, turnRestrictions].map(Number).join('');
	return [metric, band, sizes, free, keyOfTable(table)].join(' ');
}

/** Asked for every vehicle of every question, and there are few tables: each is read through once. */
const TABLE_KEYS = new WeakMap<TravelTable, string>();

function keyOfTable(table: TravelTable): string {
	let key = TABLE_KEYS.get(table);
	if (key === undefined) {
		key = hashText(JSON.stringify(table));
		TABLE_KEYS.set(table, key);
	}
	return key;
}

function hashText(text: string): string {
	let hash = 0x811c_9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
	return (hash >>> 0).toString(36);
}

/** The rules of a network, as its limits ask for them. */
export function rulesOf({ vehicle, exemptions, table }: NetworkOptions): WayRules {
	return { vehicle, exemptions, gateS: table.gateS };
}
