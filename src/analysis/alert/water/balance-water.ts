import type { DueVehicle } from '../../../domain/alert/force.ts';
import type { Supply } from '../../../domain/alert/supply.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { roundTenth } from '../../measure/round.ts';
import { shuttleFlowLps } from './hydraulics.ts';

/** A counted source, as the balance has it. */
export interface ConnectedSource {
	readonly flowLps: number;
	readonly lengths: number;
}

type BalancePoint = Supply['balance'][number];

/** At most so many points are told. */
const MOST_POINTS = 25;

/** Something that changes the flows, from a moment on. */
interface Change {
	readonly atS: number;
	readonly event: string;
	readonly vehicleId: string | null;
	readonly inflowLps?: number;
	readonly pumpLps?: number;
	readonly storedL?: number;
}

/**
 * Rule A13: what flows in, what flows out and what is left in the tanks, from the order on. Each pumper in the order of arrival takes the
 * nearest source that none has yet (`sources`, nearest first) and lays its hose; those that find none and bring water shuttle, their mean
 * flow counted from their second load on. Out flows what is needed, as far as pumps and water go. Empty without a vehicle that pumps.
 */
export function balanceWater(
	vehicles: readonly DueVehicle[],
	sources: readonly ConnectedSource[],
	{ neededLps, durationS }: { neededLps: number; durationS: number },
	values: ServiceValues,
): Pick<Supply, 'balance' | 'shortFromS'> {
	const changes = listChanges(vehicles, sources, values);
	const first = changes.find(({ pumpLps }) => pumpLps !== undefined);
	if (!first) return { balance: [], shortFromS: null };
	const endS = first.atS + durationS;
	const flow = { inflowLps: 0, pumpLps: 0, storedL: 0 };
	const points: BalancePoint[] = [];
	let shortFromS: number | null = null;
	let nowS = 0;

	const outflowLps = () => {
		const wanted = Math.min(neededLps, flow.pumpLps);
		return flow.storedL > 0 ? wanted : Math.min(wanted, flow.inflowLps);
	};
	const tell = (event: string, vehicleId: string | null) =>
		points.push({
			atS: Math.round(nowS),
			event,
			vehicleId,
			inflowLps: roundTenth(flow.inflowLps),
			outflowLps: roundTenth(outflowLps()),
			storedL: Math.round(flow.storedL),
		});
	function passTo(atS: number): void {
		const wanted = Math.min(neededLps, flow.pumpLps);
		const fallsLps = wanted - flow.inflowLps;
		const lastsS = fallsLps > 0 ? flow.storedL / fallsLps : Number.POSITIVE_INFINITY;
		if (wanted > 0 && nowS + lastsS < atS) {
			if (shortFromS === null) shortFromS = Math.round(nowS + lastsS);
			if (flow.storedL > 0) {
				nowS += lastsS;
				flow.storedL = 0;
				tell('tank-empty', null);
			}
		} else {
			flow.storedL = Math.max(0, flow.storedL - (wanted > 0 ? fallsLps : 0) * (atS - nowS));
		}
		nowS = atS;
	}

	const tanksL = vehicles.reduce((sum, { tankT }) => sum + (tankT ?? 0) * 1000, 0);
	for (const change of changes) {
		if (change.atS >= endS) break;
		passTo(change.atS);
		flow.inflowLps += change.inflowLps ?? 0;
		flow.pumpLps += change.pumpLps ?? 0;
		// What flows in beyond the need only fills the tanks that are there.
		flow.storedL = Math.min(tanksL, flow.storedL + (change.storedL ?? 0));
		tell(change.event, change.vehicleId);
	}
	passTo(endS);
	flow.storedL = Math.min(tanksL, flow.storedL);
	tell('end', null);
	return { balance: thin(points), shortFromS };
}

function listChanges(
	vehicles: readonly DueVehicle[],
	sources: readonly ConnectedSource[],
	values: ServiceValues,
): Change[] {
	const changes: Change[] = [];
	let taken = 0;
	const driveS = values['shuttle.driveM'] / (values['shuttle.speedKmh'] / 3.6);
	for (const { vehicleId, arrivalS, tankT, pumpLps } of [...vehicles].sort((a, b) => a.arrivalS - b.arrivalS)) {
		const atS = arrivalS + values['balance.setUpS'];
		const pumps = pumpLps !== null && pumpLps > 0;
		if (!pumps && tankT === null) continue;
		changes.push({
			atS,
			event: 'arrived',
			vehicleId,
			...(pumps && { pumpLps }),
			...(tankT !== null && { storedL: tankT * 1000 }),
		});
		const source = pumps ? sources[taken] : undefined;
		if (source) {
			taken++;
			const connectedS = atS + source.lengths * values['balance.layS'];
			changes.push({
				atS: connectedS,
				event: 'connected',
				vehicleId,
				inflowLps: Math.min(source.flowLps, pumpLps ?? 0),
			});
		} else if (tankT !== null && tankT > 0) {
			const emptyLps = pumps ? pumpLps : values['pump.flowLps'];
			const inflowLps = shuttleFlowLps(tankT, { fillLps: values['shuttle.fillLps'], driveS, emptyLps });
			changes.push({ atS: atS + (tankT * 1000) / inflowLps, event: 'shuttle', vehicleId, inflowLps });
		}
	}
	return changes.sort((a, b) => a.atS - b.atS);
}

/** Leaves out later arrivals, then later shuttles, where there are too many points. */
function thin(points: readonly BalancePoint[]): BalancePoint[] {
	const kept = [...points];
	for (const event of ['arrived', 'shuttle', 'connected']) {
		for (let i = kept.length - 1; i > 0 && kept.length > MOST_POINTS; i--) {
			if (kept[i]?.event === event) kept.splice(i, 1);
		}
	}
	return kept;
}
