import type { Station } from '../../domain/station.ts';
import type { Vehicle } from '../../domain/vehicle.ts';
import { findVehicleModel } from '../../domain/vehicle-catalogue.ts';
import { toPosition } from './city-plane.ts';
import type { TwoNames } from './names.ts';
import type { CityPlan, PlannedQuarter, TownPlan } from './plan-city.ts';
import { createRng, type Rng } from './rng.ts';
import { SOURCE_KEY } from './source-facts.ts';
import type { StreetNet } from './street-net.ts';

/** Residents a station: 10.5 million make about 130 stations, the number the city planned for. */
const RESIDENTS_PER_STATION = 110_000;

/** A station that is planned at a quarter. */
export interface PlannedStation {
	readonly id: string;
	readonly name: TwoNames;
	readonly kind: Station['kind'];
	readonly town: TownPlan;
	readonly quarter: PlannedQuarter;
}

/** Chooses each town's stations: one by the seat, the others as far from one another as can be. */
export function planStations(plan: CityPlan): PlannedStation[] {
	const stations: PlannedStation[] = [];
	for (const town of plan.towns) {
		const hosts = town.order
			.slice(0, Math.max(8, Math.floor(town.order.length * 0.6)))
			.filter((quarter) => quarter.areaM2 > 90_000 && quarter.zone !== 'green' && !quarter.landmark);
		const wanted = Math.min(hosts.length, 1 + Math.round(town.fact.population / RESIDENTS_PER_STATION));
		const chosen: PlannedQuarter[] = [];
		while (chosen.length < wanted) chosen.push(farthestFrom(hosts, chosen));
		chosen.forEach((quarter, i) => {
			const base: TwoNames =
				i === 0 ? { zh: town.fact.name.replace(/(街道|镇)$/, ''), en: town.fact.nameEn } : quarter.name;
			const kind = kindOf(town, i);
			const small = kind === 'small';
			quarter.station = {
				zh: `${base.zh}${small ? '小型消防站' : '消防救援站'}`,
				en: `${base.en} ${small ? 'Small Fire Station' : 'Fire and Rescue Station'}`,
			};
			const id = `station-${town.fact.adcode}-${i + 1}`;
			stations.push({ id, name: quarter.station, kind, town, quarter });
		});
	}
	return stations;
}

function kindOf(town: TownPlan, i: number): Station['kind'] {
	if (i === 0) return town.fact.population > 500_000 ? 'special' : 'first';
	return i % 3 === 1 ? 'second' : i % 3 === 2 ? 'small' : 'first';
}

function farthestFrom(hosts: readonly PlannedQuarter[], chosen: readonly PlannedQuarter[]): PlannedQuarter {
	let best = hosts[0] as PlannedQuarter;
	if (chosen.length === 0) return hosts[1] ?? best;
	let most = -1;
	for (const host of hosts) {
		const away = Math.min(...chosen.map((other) => Math.hypot(other.x - host.x, other.y - host.y)));
		if (away > most) {
			most = away;
			best = host;
		}
	}
	return best;
}

/** A place by the widest kept street around a quarter or, where it has none, around the nearest one that has. */
export function findKerb(net: StreetNet, station: PlannedStation): [x: number, y: number] {
	const away = (quarter: PlannedQuarter): number =>
		Math.hypot(quarter.x - station.quarter.x, quarter.y - station.quarter.y);
	for (const quarter of [...station.town.order].sort((a, b) => away(a) - away(b) || a.index - b.index)) {
		const { block } = quarter;
		let best = -1;
		let most = 0;
		block.side.forEach((segment, i) => {
			if (segment < 0 || !net.streets[net.street[segment] as number]?.kept) return;
			const next = (i + 1) % block.x.length;
			const length = Math.hypot(
				(block.x[next] as number) - (block.x[i] as number),
				(block.y[next] as number) - (block.y[i] as number),
			);
			const worth = length > 30 ? (net.halfWidthM[segment] as number) : 0;
			if (worth > most) {
				most = worth;
				best = i;
			}
		});
		if (best < 0) continue;
		const next = (best + 1) % block.x.length;
		const [ax, ay, bx, by] = [block.x[best], block.y[best], block.x[next], block.y[next]] as [
			number,
			number,
			number,
			number,
		];
		const length = Math.hypot(bx - ax, by - ay);
		// The block lies left of its side.
		const off = (most + 2) / length;
		return [(ax + bx) / 2 - (by - ay) * off, (ay + by) / 2 + (bx - ax) * off];
	}
	return [station.quarter.x, station.quarter.y];
}

/** Ids of the vehicle catalogue by kind of station. */
const FLEETS: Record<string, readonly string[]> = {
	special: ['AP50', 'AP50', 'SG80', 'GS180', 'PM120', 'JP32', 'DG53', 'JY100', 'PY60', 'TX50'],
	first: ['AP50', 'SG80', 'GS180', 'JP32', 'YT32', 'JY100'],
	second: ['AP50', 'SG80', 'JY100', 'SG20'],
	small: ['SG20', 'XF-微型'],
};

/** The station's record, standing at (x, y), with vehicles from the catalogue. */
export function describeStation(planned: PlannedStation, x: number, y: number, seed: number): Station {
	const rng = createRng(seed, planned.id);
	const [lon, lat] = toPosition(x, y);
	const fleet = [...(FLEETS[planned.kind] ?? [])];
	// The highest platform of the city stands nearest to its highest towers.
	if (planned.id === 'station-441900004-1') fleet.push('DG101', 'FH70');
	return {
		id: planned.id,
		name: planned.name.zh,
		nameEn: planned.name.en,
		kind: planned.kind,
		lon,
		lat,
		town: planned.town.fact.name,
		vehicles: fleet.map((id, i) => describeVehicle(planned.id, i + 1, id, rng)),
		source: SOURCE_KEY,
	};
}

function describeVehicle(stationId: string, serial: number, modelId: string, rng: Rng): Vehicle {
	const model = findVehicleModel(modelId);
	if (!model?.type) throw new RangeError(`vehicle ${modelId}: got none in the catalogue, expected a fire appliance`);
	return {
		id: `${stationId}-v${serial}`,
		plate: `粤S·X${String(rng.int(0, 9999)).padStart(4, '0')}应急`,
		type: model.type,
		model: model.id,
		profile: model.profile,
		workHeightM: model.workHeightM,
		tankT: model.tankT,
		pumpLps: model.pumpLps,
	};
}
