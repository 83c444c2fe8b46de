import type { i18n } from 'i18next';
import type { Assessment } from '../../../domain/assessment.ts';
import type { PictureReach, PictureSpot, TacticsPicture } from '../../../scene/layers/tactics-picture.ts';
import type { TacticsLayers } from '../../state/ui-store.ts';
import { findShownReach, labelSpot, pictureReach, type Say } from '../map/build-tactics.ts';
import { findTopPoint } from '../map/find-top-point.ts';

/** Which of the sketch's aerials are painted. */
export interface MarkedChoice {
	/** A mark; an aerial is painted alone then. null or no aerial = all of them. */
	readonly selectedId: string | null;
	readonly layers: Pick<TacticsLayers, 'reach' | 'spots'>;
}

/**
 * Puts what the aerials of the sketch reach in place of what the suggested one would: paint, sector, boom and label from where each is
 * drawn. The trucks themselves are marks. Without any the picture stays as it is.
 */
export function addMarkedReach(
	base: TacticsPicture,
	{ target, aerial, situation }: Assessment,
	{ selectedId, layers }: MarkedChoice,
	i18n: i18n,
): TacticsPicture {
	const say: Say = (key, params) => (i18n.t as (key: string, options?: object) => string)(`tactics.${key}`, params);
	if (!target || !aerial || situation.placed.length === 0) return base;
	const hasSelected = situation.placed.some(({ markId }) => markId === selectedId);
	const reach: PictureReach[] = [];
	const spots: PictureSpot[] = [];
	const painted = new Set<string>();
	for (const [index, { model, markId }] of situation.placed.entries()) {
		const found = `X${index + 1}`;
		const id = `M${index + 1}`;
		const shown = findShownReach(aerial, model);
		const spot = aerial.spots.find((each) => each.id === found);
		if (!shown || !spot) continue;
		const isPainted = !hasSelected || markId === selectedId;
		if (isPainted && !painted.has(model)) {
			painted.add(model);
			reach.push(
				...pictureReach(target, shown).map((one) => ({ ...one, spotId: one.spotId?.replace('X', 'M') ?? null })),
			);
		}
		spots.push({
			...{ id, lon: spot.lon, lat: spot.lat, headingDeg: spot.headingDeg, verdict: spot.verdict },
			...{ corners: [], isShown: isPainted, isMovable: false, letters: null, reachM: shown.reachM },
			boomTo: isPainted ? findTopPoint(target, shown, found) : null,
			label: labelSpot(found, shown, say('marked', { model }), say),
		});
	}
	if (spots.length === 0) return base;
	return {
		...base,
		reach: layers.reach ? reach : [],
		spots: layers.spots
			? [
					...base.spots.map((spot) => ({
						...spot,
						isShown: spot.isMovable && spot.isShown,
						boomTo: null,
						label: spot.isMovable ? spot.label : null,
					})),
					...spots,
				]
			: [],
	};
}
