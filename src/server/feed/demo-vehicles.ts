import type { PreparedRoads } from '../../analysis/alert/prepare-roads.ts';
import { answerRoute } from '../../analysis/routing/answer/answer-route.ts';
import type { Closure } from '../../domain/closure.ts';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import { type DrivenRoute, FIRE_ENGINE_EXEMPTIONS } from '../../domain/route.ts';
import type { Station } from '../../domain/station.ts';
import type { VehiclePosition } from '../../domain/topics.ts';
import { DEFAULT_VEHICLE_PROFILE, type Vehicle } from '../../domain/vehicle.ts';
import type { DemoOrders } from './demo-orders.ts';
import { createOrderedDrives, type SeenPlace } from './ordered-drives.ts';
import { createRouteDrive, type RouteDrive } from './route-drive.ts';

/** Vehicles that drive: the first of this many stations. The others stand at their stations. */
const DRIVING = 40;
/** Vehicles shown at all. */
const SHOWN = 400;
/** Seconds at the far end and at home between two drives. */
const PAUSE_S = { onScene: 90, standby: 120 } as const;
/** Duty status, GA/T 974.39-2011. */
const STATUS = { standby: '10', enRoute: '21', onScene: '22', returning: '25' } as const;

/** Positions of vehicles that do not exist, for a demo: every one says `demo: true`. */
export interface DemoVehicles {
	/** Where all are at a moment; the same moment gives the same answer, once a tour is planned. Cost: a route or two now and then (tens of milliseconds). */
	at(nowMs: number): VehiclePosition[];
}

interface Tour {
	readonly out: RouteDrive;
	readonly outS: number;
	readonly back: RouteDrive;
	readonly backS: number;
}

/**
 * Makes the demo: one vehicle of each of the first stations drives along the road to another station nearby, waits, and drives back, at
 * the speeds the router assumes when it first sets out; the others stand by. One that is out for an incident (`orders`) does what its record
 * says instead: see OrderedDrives. No roads (null): all stand.
 */
export function createDemoVehicles(
	stations: readonly Station[],
	roads: PreparedRoads | null,
	orders: Pick<DemoOrders, 'find' | 'listClosures'>,
): DemoVehicles {
	const all = stations.flatMap((station) =>
		listVehicles(station).map((vehicle, rank) => ({ station, vehicle, isFirst: rank === 0 })),
	);
	const shown = new Set(all.slice(0, SHOWN).map(({ vehicle }) => vehicle));
	const drivers = new Map<Vehicle, number>();
	for (const { vehicle, isFirst } of all) {
		if (isFirst && shown.has(vehicle) && drivers.size < DRIVING) drivers.set(vehicle, drivers.size);
	}
	const tours = new Map<Vehicle, Tour | null>();
	const seen = new Map<Vehicle, SeenPlace>();
	const ordered = createOrderedDrives((vehicle, from, to, nowMs) =>
		roads ? findWay(roads, vehicle, from, to, nowMs, orders.listClosures()) : undefined,
	);

	function findTour(station: Station, vehicle: Vehicle, turn: number, nowMs: number): Tour | null {
		const known = tours.get(vehicle);
		if (known !== undefined) return known;
		const tour = roads && planTour(stations, station, vehicle, turn, roads, nowMs);
		tours.set(vehicle, tour);
		return tour;
	}

	return {
		at(nowMs) {
			let planned = 0;
			// One new way a call, so that no tick takes long.
			const mayPlan = () => planned++ === 0;
			const known = all.map((one) => ({ ...one, order: orders.find(one.vehicle.id) }));
			// Who is sent does not wait for those who drive about.
			const first = [...known.filter(({ order }) => order), ...known.filter(({ order }) => !order)];
			return first.flatMap(({ station, vehicle, order }) => {
				if (!order && !shown.has(vehicle)) return [];
				const place = order
					? {
							...ordered.placeOf(vehicle, station, order, { nowMs, seen: seen.get(vehicle) ?? null, mayPlan }),
							status: order.state,
						}
					: placeByItself(station, vehicle, nowMs, mayPlan);
				if (!order) ordered.forget(vehicle.id);
				const { lon, lat, headingDeg } = place;
				seen.set(vehicle, { lon, lat, headingDeg, atMs: nowMs });
				const { id, plate, type } = vehicle;
				return [{ id, plate, type, ...place, observedAtMs: nowMs, demo: true }];
			});
		},
	};

	function placeByItself(station: Station, vehicle: Vehicle, nowMs: number, mayPlan: () => boolean) {
		const turn = drivers.get(vehicle);
		const isPlanned = turn !== undefined && (tours.has(vehicle) || mayPlan());
		const tour = isPlanned ? findTour(station, vehicle, turn, nowMs) : null;
		return positionOf(station, tour, nowMs / 1000 + (turn ?? 0) * 37);
	}
}

/** A station's vehicles; where the source lists none, one engine to show. */
function listVehicles({ id, vehicles }: Station): readonly Vehicle[] {
	if (vehicles.length > 0) return vehicles;
	return [
		{
			id: `demo/${id}`,
			plate: 'DEMO',
			type: 'SG',
			model: 'demo',
			profile: DEFAULT_VEHICLE_PROFILE,
			workHeightM: null,
			tankT: null,
			pumpLps: null,
		},
	];
}

function positionOf(
	station: Station,
	tour: Tour | null,
	atS: number,
): Pick<VehiclePosition, 'lon' | 'lat' | 'headingDeg' | 'speedMps' | 'status'> {
	const home = { lon: station.lon, lat: station.lat, headingDeg: 0, speedMps: 0, status: STATUS.standby };
	if (!tour) return home;
	let s = atS % (tour.outS + PAUSE_S.onScene + tour.backS + PAUSE_S.standby);
	if (s < tour.outS) return driving(tour.out, s, tour.outS, STATUS.enRoute);
	s -= tour.outS;
	if (s < PAUSE_S.onScene) return { ...tour.out.at(tour.out.lengthM), speedMps: 0, status: STATUS.onScene };
	s -= PAUSE_S.onScene;
	return s < tour.backS ? driving(tour.back, s, tour.backS, STATUS.returning) : home;
}

function driving(drive: RouteDrive, s: number, wholeS: number, status: string) {
	const speedMps = drive.lengthM / wholeS;
	return { ...drive.at(s * speedMps), speedMps: Math.round(speedMps * 10) / 10, status };
}

function planTour(
	stations: readonly Station[],
	home: Station,
	vehicle: Vehicle,
	turn: number,
	roads: PreparedRoads,
	nowMs: number,
): Tour | null {
	const near = stations
		.filter(({ id }) => id !== home.id)
		.map((station) => ({ station, awayM: distanceM(home, station) }))
		.sort((a, b) => a.awayM - b.awayM)
		.slice(0, 3);
	const target = near[turn % near.length]?.station;
	if (!target) return null;
	const out = findWay(roads, vehicle, home, target, nowMs);
	const back = findWay(roads, vehicle, target, home, nowMs);
	if (!out || !back || out.durationS <= 0 || back.durationS <= 0) return null;
	return {
		out: createRouteDrive(out.geometry),
		outS: out.durationS,
		back: createRouteDrive(back.geometry),
		backS: back.durationS,
	};
}

function findWay(
	{ index }: PreparedRoads,
	{ profile }: Vehicle,
	from: LonLat,
	to: LonLat,
	nowMs: number,
	closures: readonly Closure[] = [],
): DrivenRoute | undefined {
	const query = { from, to, vehicle: profile, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: nowMs };
	return answerRoute(index, { ...query, metric: 'time', count: 1, building: null }, closures).routes[0];
}
