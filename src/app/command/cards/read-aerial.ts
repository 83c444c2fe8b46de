import type { Aerial, ApplianceReach } from '../../../domain/alert/aerial.ts';
import type { SideReach } from '../../../domain/alert/side-reach.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';

/** The aerial whose reach is shown: the one wanted, else the one suggested, else the highest; undefined = none in the assessment. */
export function findShownAppliance(aerial: Aerial, wanted: string | null): ApplianceReach | undefined {
	const model = wanted ?? aerial.suggestedModel;
	return aerial.appliances.find((each) => each.model === model) ?? aerial.appliances.at(-1);
}

/** Aerials in the order they are offered: those that are sent first, by arrival, then the others from the lowest. */
export function listOffered(
	aerial: Aerial,
	force: Assessment['force'],
): { sent: ApplianceReach[]; others: ApplianceReach[] } {
	const models = [...new Set((force?.assigned ?? []).map(({ model }) => model))];
	const sent = models.flatMap((model) => aerial.appliances.find((each) => each.model === model) ?? []);
	return { sent, others: aerial.appliances.filter((each) => !sent.includes(each)) };
}

/** How it is known how high an aerial gets at a side. */
export function sourceReach(aerial: Aerial, { model, axisM }: ApplianceReach, side: SideReach): Sourced {
	const row = findVehicleModel(model);
	const envelope = row?.envelope;
	const base: Sourced = aerial.bases.reach ?? { basis: 'estimated', source: 'fengtu', date: null, note: null };
	return {
		...base,
		inputs: {
			model,
			spot: side.spotId,
			axisM,
			workHeightM: row?.workHeightM ?? null,
			floorHeightM: row?.floorHeightM ?? null,
			...(envelope && {
				reachM: envelope.reachM,
				jibM: envelope.jibM,
				baseM: envelope.baseM,
				elevationDeg: envelope.elevationDeg,
				jackSpreadM: envelope.jackSpreadM,
				envelope: envelope.source,
			}),
		},
	};
}
