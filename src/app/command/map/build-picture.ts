import type { i18n } from 'i18next';
import type { Neighbour, Target, WaterInReach } from '../../../domain/assessment.ts';
import type { Incident } from '../../../domain/incident.ts';
import type {
	AlarmPicture,
	MapLabelText,
	PictureNeighbour,
	PictureTarget,
	PictureWater,
} from '../../../scene/layers/alarm-picture.ts';
import type { PictureHose } from '../../../scene/layers/tactics-picture.ts';
import {
	formatDistance,
	formatEstimated,
	formatGap,
	formatHeight,
	joinQuantity,
	type Language,
} from '../../ui/format.ts';
import type { FidOf } from '../use-fids.ts';

/** Labels of the alarm picture: at most this many of a kind, nearest first; the rest stands in the cards. */
const LABELLED = { gaps: 3, neighbours: 3, water: 3 } as const;
const TOUCHING_M = 0.1;
const NOTHING = { target: null, surroundings: [], water: [] } as const;

/**
 * What an incident draws on the map (its place alone while it is not assessed), with the words of its labels in the reader's language. `fidOf`: see useFids. `hoses`: a source that a
 * hose is laid to is named by the hose's label.
 */
export function buildPicture(
	incident: Incident,
	i18n: i18n,
	language: Language,
	fidOf: FidOf,
	hoses: readonly PictureHose[] = [],
): AlarmPicture {
	const named = new Set(hoses.flatMap(({ id, label }) => (label ? [id] : [])));
	const { assessment, id, lon, lat } = incident;
	const { target, surroundings, water } = assessment ?? NOTHING;
	return {
		incidentId: id,
		at: { lon, lat },
		target: target && { ...pictureTarget(target, i18n, language), fid: fidOf(target) },
		neighbours: surroundings.map((neighbour, index) => ({
			...pictureNeighbour(neighbour, index, language),
			fid: fidOf(neighbour),
		})),
		water: water.map((source, index) => {
			const drawn = pictureWater(source, index, i18n);
			return named.has(source.id) ? { ...drawn, label: null } : drawn;
		}),
	};
}

function pictureTarget(target: Target, i18n: i18n, language: Language): Omit<PictureTarget, 'fid'> {
	const { id, polygons, heightM, floors, name, address, sources } = target;
	const estimated = sources.heightM?.basis === 'estimated';
	const title: MapLabelText = [
		{ text: name ?? address ?? i18n.t('target.region'), strong: true },
		...(floors === null ? [] : [{ text: ` ${i18n.t('target.floorsShort', { floors })}` }]),
	];
	const height = heightM === null ? null : joinQuantity(formatHeight(heightM));
	return {
		id,
		polygons,
		heightM,
		title,
		heightLabel:
			height === null ? null : [{ text: estimated ? formatEstimated(height, language) : height, strong: true }],
	};
}

function pictureNeighbour(neighbour: Neighbour, index: number, language: Language): Omit<PictureNeighbour, 'fid'> {
	const { id, polygons, heightM, heightBasis, gapM, gapLine, name } = neighbour;
	const apart = gapM >= TOUCHING_M;
	const height = heightM === null ? '' : joinQuantity(formatHeight(heightM));
	const shownHeight = height && heightBasis === 'estimated' ? formatEstimated(height, language) : height;
	return {
		id,
		polygons,
		heightM,
		gapM,
		gapLine: apart ? gapLine : null,
		gapLabel: apart && index < LABELLED.gaps ? [{ text: joinQuantity(formatGap(gapM)), strong: true }] : null,
		title:
			name !== null && index < LABELLED.neighbours
				? [{ text: name }, { text: ` ${shownHeight}`, tone: 'quiet' }]
				: null,
	};
}

function pictureWater({ id, kind, state, lon, lat, distanceM }: WaterInReach, index: number, i18n: i18n): PictureWater {
	const rest: MapLabelText =
		state === 'ok'
			? [{ text: ` ${joinQuantity(formatDistance(distanceM))}`, strong: true }]
			: [{ text: ` ${i18n.t(`codes.waterState.${state}`)}`, tone: 'quiet' }];
	return { id, kind, state, lon, lat, label: index < LABELLED.water ? [{ text: id }, ...rest] : null };
}
