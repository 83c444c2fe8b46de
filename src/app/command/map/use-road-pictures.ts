import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { PictureClosure } from '../../../scene/layers/closures-layer.ts';
import type { Draft } from '../../../scene/layers/draft-layer.ts';
import type { PictureBand } from '../../../scene/layers/isochrone-layer.ts';
import type { RoutePicture } from '../../../scene/layers/route-picture.ts';
import { useClosures, useLive, useSelection, useUi, useWaysState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import type { AskPlace } from '../../state/ways-store.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { buildClosures } from '../closures/build-closures.ts';
import { buildRoutes, markPlaces } from '../routes/build-routes.ts';
import { useShownWays } from '../routes/use-ways.ts';

/** How often the labels are written anew: they say times of day, with the day where it is another. */
const LABELS_EVERY_MS = 60_000;

const NO_BANDS: readonly PictureBand[] = [];

/** The ways on the map: those asked for while the route tool is open, else the incident's. */
export function useRoutePicture(): RoutePicture | null {
	const { i18n } = useTranslation();
	const language = useLanguage();
	const ways = useShownWays();
	const isAsking = useUi((state) => state.tool === 'route');
	const from = useWaysState((state) => state.ask.from);
	const to = useWaysState((state) => state.ask.to);
	const openWayId = useSelection(({ selected }) => (selected?.kind === 'way' ? selected.id : null));
	const incident = useCurrentIncident();
	const pickedSign = useSelection(({ selected }) => (selected?.kind === 'sign' ? selected.id : null));
	const pointedSign = useUi((state) => state.signId);
	const openSignId = pickedSign ?? pointedSign;
	return useMemo(() => {
		// The incident has a mark of its own.
		const shownOf = (place: AskPlace | null) => (place && incident && isSamePlace(place, incident) ? null : place);
		const places = isAsking ? markPlaces(shownOf(from), shownOf(to)) : [];
		if (ways.length === 0 && places.length === 0) return null;
		return buildRoutes(ways, { openWayId, openSignId, places }, i18n, language);
	}, [ways, isAsking, from, to, incident, openWayId, openSignId, i18n, language]);
}

function isSamePlace(a: LonLat, b: LonLat): boolean {
	return a.lon === b.lon && a.lat === b.lat;
}

/** The closures on the map with the roads they close, those that will hold too. */
export function useClosurePicture(): readonly PictureClosure[] {
	const { i18n } = useTranslation();
	const language = useLanguage();
	const nowMs = useServerNow(LABELS_EVERY_MS);
	const closures = useLive((state) => state.closures);
	const activeClosures = useLive((state) => state.activeClosures);
	const roads = useClosures((state) => state.roads);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the same translator speaks another language.
	return useMemo(
		() => buildClosures({ closures, activeClosures, roads }, nowMs, i18n),
		[closures, activeClosures, roads, nowMs, i18n, language],
	);
}

/** How far one gets, while the route tool asks for it. */
export function useIsochronePicture(): readonly PictureBand[] {
	const { t } = useTranslation();
	const isochrone = useWaysState((state) => state.asked.isochrone);
	return useMemo(() => {
		if (!isochrone?.found) return NO_BANDS;
		return isochrone.bands.map(({ minutes, polygons }) => ({
			minutes,
			polygons,
			label: [{ text: t('routeTool.minutes', { minutes }), strong: true }],
		}));
	}, [isochrone, t]);
}

/** The closure being drawn, with the roads it would close. */
export function useDraftPicture(): Draft | null {
	const draft = useClosures((state) => state.draft);
	const preview = useClosures((state) => state.preview);
	const { kind, points, isDone } = draft ?? NO_DRAFT;
	return useMemo(
		() => (points === null ? null : { kind, points, isDone, roads: preview?.lines ?? [] }),
		[kind, points, isDone, preview],
	);
}

const NO_DRAFT = { kind: 'line', points: null, isDone: false } as const;
