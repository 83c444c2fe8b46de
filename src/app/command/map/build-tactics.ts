import type { i18n } from 'i18next';
import type { Aerial, AerialSpot, ApplianceReach } from '../../../domain/alert/aerial.ts';
import { readSides, type SideReach } from '../../../domain/alert/side-reach.ts';
import type { Situation } from '../../../domain/alert/situation.ts';
import type { Post, Zone } from '../../../domain/alert/zones.ts';
import type { Assessment, Target } from '../../../domain/assessment.ts';
import { distanceM } from '../../../domain/geo/local-plane.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';
import type { MapLabelText } from '../../../scene/layers/alarm-picture.ts';
import type {
	PictureFireBand,
	PictureHose,
	PicturePost,
	PictureReach,
	PictureSpot,
	PictureZone,
	TacticsPicture,
} from '../../../scene/layers/tactics-picture.ts';
import type { TacticsLayers } from '../../state/ui-store.ts';
import { formatDistance, formatNumber, joinQuantity, type Language, pickName } from '../../ui/format.ts';
import { findTopPoint } from './find-top-point.ts';

/** What of an assessment is drawn. */
export interface TacticsChoice {
	/** Id of the catalogue; null = the aerial that the assessment suggests. */
	readonly model: string | null;
	readonly layers: TacticsLayers;
	/** Every place that was looked at is drawn, those that no aerial can use as crosses; else only those used. */
	readonly showsAll: boolean;
}

/** Says a word of the map's labels. */
export type Say = (key: string, params?: Record<string, string | number>) => string;

/** Labels at most of a kind; the rest stands in the cards. */
const LABELLED = { hoses: 3, zones: 3 } as const;
const MOST_POSTS = 2;
const MOST_HOSES = 4;

/** What the map draws of an assessment's tactics, with the words of its labels in the reader's language. */
export function buildTactics(
	assessment: Assessment,
	{ model, layers, showsAll }: TacticsChoice,
	i18n: i18n,
	language: Language,
): TacticsPicture {
	const say: Say = (key, params) => (i18n.t as (key: string, options?: object) => string)(`tactics.${key}`, params);
	const { target, aerial, zones, force, situation } = assessment;
	const shown = findShownReach(aerial, model);
	const wants = (post: Post) => (post.kind === 'uav' ? layers.uav : layers.posts);
	return {
		target: target && { polygons: target.polygons, heightM: target.heightM },
		reach: target && shown && layers.reach ? pictureReach(target, shown) : [],
		fireBand: pictureFireBand(assessment, say),
		spots: aerial && layers.spots ? pictureSpots({ target, aerial, shown, situation, showsAll, say }) : [],
		hoses: layers.hoses ? pictureHoses(assessment, say) : [],
		zones: layers.zones ? (zones?.zones ?? []).map((zone, order) => pictureZone(zone, order, say)) : [],
		posts: picturePosts((zones?.posts ?? []).filter(wants), say, language),
		orbit: layers.uav ? (zones?.orbit ?? null) : null,
		holes: layers.coverage ? (force?.coverage?.polygons ?? []) : [],
	};
}

/** An aerial with what it reaches of every side. */
export type ShownReach = Omit<ApplianceReach, 'sides'> & { readonly sides: readonly SideReach[] };

/** What an aerial of the catalogue reaches; null = it is not among the assessment's. */
function readReach(aerial: Aerial, wanted: string | null): ShownReach | null {
	const appliance = aerial.appliances.find(({ model }) => model === wanted);
	return appliance ? { ...appliance, sides: readSides(aerial, appliance) } : null;
}

/** The aerial whose reach is painted: the model that was chosen, else the suggested one; null = there is none. */
export function findShownReach(aerial: Aerial | null, model: string | null): ShownReach | null {
	return aerial && readReach(aerial, model ?? aerial.suggestedModel);
}

/** The target's sides as an aerial reaches them; those of which it reaches nothing are left out. */
export function pictureReach(target: Target, shown: ShownReach): PictureReach[] {
	return shown.sides.flatMap(({ sideId, spotId, lowM, highM }): PictureReach[] => {
		const side = target.sides.find(({ id }) => id === sideId);
		return side && highM.some((high) => high >= 0) ? [{ line: side.line, lowM, highM, spotId }] : [];
	});
}

function pictureFireBand({ situation, heights, aerial, target }: Assessment, say: Say): PictureFireBand | null {
	const floor = situation.fireFloor;
	const storeyM = heights?.storeyM ?? aerial?.storeyM ?? null;
	if (floor === null || floor < 1 || storeyM === null) return null;
	const fromM = heights?.fire?.floor === floor ? heights.fire.heightM : (floor - 1) * storeyM;
	const toM = Math.min(fromM + storeyM, target?.heightM ?? Number.POSITIVE_INFINITY);
	if (toM <= fromM) return null;
	const label: MapLabelText = [
		{ text: say('fireFloor', { floor }), strong: true, tone: 'danger' },
		{ text: ` ${say('fireFloorTail')}` },
	];
	return { fromM, toM, label };
}

interface SpotsInput {
	readonly target: Target | null;
	readonly aerial: Aerial;
	readonly shown: ShownReach | null;
	readonly situation: Situation;
	readonly showsAll: boolean;
	readonly say: Say;
}

/** Spots put by a person are 'X1' ... in the order of `placed`. */
function findPlacedModel(spot: AerialSpot, { placed }: Situation): string | null {
	return spot.id.startsWith('X') ? (placed[Number(spot.id.slice(1)) - 1]?.model ?? null) : null;
}

/** Spots that lie on one another tell no more than the first of them. */
function keepApart(spots: readonly AerialSpot[]): AerialSpot[] {
	const kept: AerialSpot[] = [];
	for (const spot of spots) if (kept.every((other) => distanceM(spot, other) >= spot.lengthM)) kept.push(spot);
	return kept;
}

function pictureSpots({ target, aerial, shown, situation, showsAll, say }: SpotsInput): PictureSpot[] {
	const used = new Set(shown?.sides.flatMap(({ spotId, reached }) => (spotId && reached.length > 0 ? [spotId] : [])));
	const best = shown?.bestSpotId ?? null;
	const own = (id: string) => id === best || id.startsWith('X');
	const drawn = showsAll
		? aerial.spots
		: keepApart([
				...aerial.spots.filter(({ id }) => own(id)),
				...aerial.spots.filter(({ id }) => !own(id) && used.has(id)),
			]);
	return drawn.map((spot): PictureSpot => {
		const { id, lon, lat, corners, headingDeg, verdict } = spot;
		const placed = findPlacedModel(spot, situation);
		const appliance = placed === null ? shown : readReach(aerial, placed);
		const isShown = id === best || placed !== null;
		const vehicle = appliance && findVehicleModel(appliance.model);
		return {
			...{ id, lon, lat, corners, headingDeg, verdict, isShown },
			isMovable: id.startsWith('X'),
			letters: vehicle?.type ?? null,
			reachM: appliance?.reachM ?? 0,
			boomTo: id === best && target && shown ? findTopPoint(target, shown, id) : null,
			label:
				appliance && isShown
					? labelSpot(id, appliance, say(placed === null ? 'spot' : 'placed', { model: appliance.model }), say)
					: null,
		};
	});
}

/** What an aerial reaches from a spot, after the words that name it. */
export function labelSpot(id: string, own: ShownReach, name: string, say: Say): MapLabelText {
	const mine = own.sides.filter(({ spotId, topM }) => spotId === id && topM !== null);
	const head = { text: name };
	if (mine.length === 0) return [head, { text: say('reachesNothing'), strong: true }];
	const topM = Math.max(...mine.map((side) => side.topM ?? 0));
	const topFloor = Math.max(...mine.map((side) => side.topFloor ?? 0));
	const height = `${formatNumber(Math.floor(topM))} m`;
	if (topFloor < 1) return [head, { text: say('highest', { height }) }];
	return [
		head,
		{ text: say('upTo') },
		{ text: say('upToFloor', { floor: topFloor }), strong: true },
		{ text: say('upToHeight', { height }), tone: 'quiet' },
	];
}

/**
 * Hoses from the nearest sources that together give what is needed, a few at most; where they are few, also to near sources that nobody has
 * found faulty, whose flow is unknown.
 */
function pictureHoses({ supply, water }: Assessment, say: Say): PictureHose[] {
	const laid = (supply?.sources ?? [])
		.filter(({ hoseLine }) => hoseLine.length > 1)
		.toSorted((a, b) => (a.hoseM ?? 0) - (b.hoseM ?? 0));
	const stateOf = new Map(water.map(({ id, state }) => [id, state]));
	const needed = supply?.neededLps ?? Number.POSITIVE_INFINITY;
	let flowLps = 0;
	const counted = laid
		.filter((source) => source.counted)
		.slice(0, MOST_HOSES)
		.filter((source) => {
			const isWanted = flowLps < needed;
			flowLps += source.flowLps ?? 0;
			return isWanted;
		});
	const others = laid.filter((source) => !source.counted && ['ok', 'unknown'].includes(stateOf.get(source.id) ?? ''));
	const drawn = [
		...counted,
		...(flowLps < needed ? others.slice(0, Math.max(0, LABELLED.hoses - counted.length)) : []),
	];
	return drawn.map(({ id, hoseM, hoseLine, relayPumps, counted: isCounted }, order): PictureHose => {
		const relay = relayPumps ? [{ text: say('relay', { pumps: relayPumps }), tone: 'quiet' as const }] : [];
		const left = isCounted ? [] : [{ text: say('notCounted'), tone: 'quiet' as const }];
		const label: MapLabelText | null =
			hoseM === null || order >= LABELLED.hoses
				? null
				: [{ text: id }, { text: ` ${joinQuantity(formatDistance(hoseM))}`, strong: true }, ...relay, ...left];
		return { id, line: hoseLine, isCounted, label };
	});
}

function pictureZone({ id, kind, state, distanceM, polygons }: Zone, order: number, say: Say): PictureZone {
	const tone = kind === 'smoke' ? 'attention' : 'danger';
	const distance =
		distanceM === null ? [] : [{ text: say('zoneDistance', { distance: joinQuantity(formatDistance(distanceM)) }) }];
	const name = { text: say(`zone.${kind}`), strong: true, ...(tone === 'danger' ? { tone: 'danger' as const } : {}) };
	// Smoke is where the wind drives it: nobody makes it active.
	const stands = kind === 'smoke' ? [] : [{ text: say(state), tone: 'quiet' as const }];
	const label: MapLabelText = [name, ...distance, ...stands];
	return { id, tone, isActive: state === 'active', polygons, label: order < LABELLED.zones ? label : null };
}

/** The best ones of each kind; only the first carries a label. */
function picturePosts(posts: readonly Post[], say: Say, language: Language): PicturePost[] {
	return (['command', 'staging', 'uav'] as const).flatMap((kind) =>
		posts
			.filter((post) => post.kind === kind)
			.slice(0, MOST_POSTS)
			.map(({ id, lon, lat, heightM, lookDeg, distanceM, roadName, roadNameEn }, order): PicturePost => {
				const road = pickName(roadName, roadNameEn, language);
				const where =
					heightM === null
						? say('postDistance', { distance: joinQuantity(formatDistance(distanceM)) })
						: say('postHeight', { height: joinQuantity(formatDistance(heightM)) });
				const label: MapLabelText = [
					{ text: say(`post.${kind}`), strong: true },
					{ text: where },
					...(road === null ? [] : [{ text: ` ${road}`, tone: 'quiet' as const }]),
				];
				return { id, kind, lon, lat, heightM, lookDeg, label: order === 0 ? label : null };
			}),
	);
}
