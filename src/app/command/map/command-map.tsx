import { MonitorX } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../client/state/selection-store.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { MapView } from '../../../scene/engine/map-view.ts';
import type { PickEvent } from '../../../scene/engine/pick-event.ts';
import type { PictureBuilding } from '../../../scene/layers/alarm-picture.ts';
import type { PictureIncident } from '../../../scene/layers/incidents-layer.ts';
import type { SpotMove } from '../../../scene/layers/tactics-picture.ts';
import type { WaterLoader } from '../../../scene/layers/water-layer.ts';
import { CityMap, type CityMapHandle } from '../../../scene/react/city-map.tsx';
import { type DraftStep, stepDraft } from '../../state/closure-draft.ts';
import { useLive, usePack, usePackVersion, useSelection, useServices, useUi } from '../../state/services.ts';
import type { MapRequest } from '../../state/ui-store.ts';
import { useSettings } from '../../state/use-base.ts';
import { findOpenIncidents, useCurrentIncident } from '../../state/use-incident.ts';
import { useTheme } from '../../state/use-theme.ts';
import { placeTruck, readSituation } from '../../state/what-if-store.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useServerClock, useTrailIds } from '../force/use-trail-ids.ts';
import { useMeasureView } from '../measure/use-measure-view.ts';
import { useFetched } from '../pick/use-fetched.ts';
import { selectMark } from '../tactics/tactics-desk.ts';
import { useMarkMap } from '../tactics/use-mark-map.ts';
import { useTellCursor } from '../tactics/use-tell-cursor.ts';
import { useFids } from '../use-fids.ts';
import { putTruck } from '../what-if/put-truck.ts';
import { buildPicture } from './build-picture.ts';
import { findCovered } from './find-covered.ts';
import { findViewBox } from './find-view-box.ts';
import { flightTo } from './flight-to.ts';
import { hasMoved } from './has-moved.ts';
import { useShownColour } from './shown-colour.ts';
import { useBasemap } from './use-basemap.ts';
import { useClosurePicture, useDraftPicture, useIsochronePicture, useRoutePicture } from './use-road-pictures.ts';
import { useTactics } from './use-tactics.ts';

/** Of a flight that somebody asks for, seconds. */
const FLY_S = 1.2;
/** Most assessments are there by then, and one flight is enough. */
const AWAIT_ASSESSMENT_MS = 600;

/** The city map with the state of the command workspace on it. */
export function CommandMap() {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const screenTheme = useTheme();
	const onPaper = useUi((state) => state.onPaper);
	const services = useServices();
	const { options, api, feed, ui, selection, ways, closures: drawing, whatIf } = services;
	const pack = usePack();
	const ready = pack.status === 'ready' ? pack : null;
	const basemap = useBasemap(ready);
	const layers = useSettings((state) => state.layers);
	const colourBy = useShownColour();
	// The cards come first: they are painted before the map begins to draw the alarm and fly there.
	const current = useCurrentIncident();
	const incident = useDeferredValue(current);
	const fidOf = useFids(incident?.assessment);
	const tactics = useTactics(incident);
	const picture = useMemo(
		() => incident && buildPicture(incident, i18n, language, fidOf, tactics?.hoses ?? []),
		[incident, i18n, language, fidOf, tactics?.hoses],
	);
	const litBuilding = useLitBuilding();
	const lit = useUi((state) => state.lit);
	const routes = useRoutePicture();
	const closures = useClosurePicture();
	const isochrone = useIsochronePicture();
	const draft = useDraftPicture();
	const measure = useMeasureView();
	const marks = useMarkMap(incident);
	const tellCursor = useTellCursor();
	const others = useOtherIncidents();
	const trailIds = useTrailIds();
	const serverNowMs = useServerClock();
	const map = useRef<CityMapHandle>(null);

	useFlyToIncident(map, incident);
	useMapRequests(map);
	useEffect(() => {
		ui.setState({
			captureMap: () => map.current?.capture() ?? null,
			settleMap: async (limitMs) => map.current?.whenSettled(limitMs),
		});
		return () => ui.setState({ captureMap: null, settleMap: null });
	}, [ui]);

	const version = usePackVersion();
	// biome-ignore lint/correctness/useExhaustiveDependencies: what was loaded is of one version of the city data.
	const waterSource = useMemo<WaterLoader>(
		() => ({ load: async (box, signal) => (await api.findWater(box, {}, signal)).water }),
		[api, version],
	);
	const onPick = useCallback(
		(event: PickEvent) => {
			const { lon, lat } = event.lonLat;
			const { picking } = ways.getState();
			const { tool, placing } = ui.getState();
			if (placing) {
				ui.setState({ placing: null });
				putTruck(services, placing, { lon, lat });
			} else if (tool === 'alarm') {
				ui.setState({ tool: 'none', draft: { lon, lat, datum: 'wgs84', address: '', origin: 'map' } });
			} else if (picking) {
				const place = { lon, lat, name: null, nameEn: null };
				ways.setState(({ ask }) => ({ ask: { ...ask, [picking]: place }, picking: null }));
			} else if (event.kind === 'incident') {
				selection.setState({ incidentId: event.id, selected: null });
			} else if (event.kind === 'mark') {
				selectMark(services, event.id);
				ui.setState({ tool: 'tactics' });
			} else {
				selection.setState({ selected: selectionOf(event) });
			}
		},
		[services, ui, selection, ways],
	);
	const moveTruck = useCallback(
		({ id, lon, lat, headingDeg }: SpotMove) => {
			// Spot 'X1' is the first one put.
			const index = Number(id.slice(1)) - 1;
			const placed = incident && readSituation(incident, whatIf.getState()).placed[index];
			if (incident && placed) {
				placeTruck(whatIf, incident, { ...placed, lon, lat, headingDeg: Math.round(headingDeg) % 360 }, index);
			}
		},
		[whatIf, incident],
	);
	const onView = useCallback(
		(view: MapView, metresPerPixel: number, centre: LonLat) => {
			ui.setState({ view: { view, metresPerPixel, centre } });
			feed.setViewport(findViewBox(centre, metresPerPixel, { width: innerWidth, height: innerHeight }));
		},
		[ui, feed],
	);
	const stepClosure = useCallback(
		(step: DraftStep) => drawing.setState((state) => ({ draft: state.draft && stepDraft(state.draft, step) })),
		[drawing],
	);

	if (!ready) return null;
	return (
		<CityMap
			ref={map}
			tilesetUrl={`${ready.baseUrl}${ready.manifest.tileset}`}
			bounds={ready.manifest.bounds}
			terrainUrl={ready.manifest.terrain ? `${ready.baseUrl}${ready.manifest.terrain.path}` : null}
			ground={ready.ground}
			theme={onPaper ? 'light' : screenTheme}
			isPassing={onPaper}
			language={language}
			colourBy={colourBy}
			gfx={options.gfx}
			isHeld={options.gfx === 'lite' && current?.id !== incident?.id}
			opening={<p className="map-pane__state map-pane__state--through soft">{t('map.loading')}</p>}
			basemap={basemap}
			stations={layers.stations ? ready.stations : NO_STATIONS}
			incidents={others}
			waterSource={layers.water ? waterSource : null}
			vehicles={layers.vehicles ? feed.vehicles : null}
			trailIds={trailIds}
			serverNowMs={serverNowMs}
			picture={picture ?? null}
			selection={litBuilding}
			tactics={tactics}
			lit={lit}
			onSpotMove={moveTruck}
			routes={layers.routes ? routes : null}
			closures={closures}
			isochrone={isochrone}
			draft={draft}
			onDraftPoint={(at) => stepClosure({ type: 'add', at })}
			onDraftFinish={() => stepClosure({ type: 'finish' })}
			marks={marks}
			onCursor={tellCursor}
			measure={measure}
			onPick={onPick}
			onTileStats={(tiles) => ui.setState({ tiles })}
			onView={onView}
			onContextLost={() => ui.setState({ contextLostAtMs: Date.now() })}
			onContextRestored={() => ui.setState({ contextLostAtMs: null })}
			findCovered={findCovered}
			renderUnavailable={(reason) => <MapUnavailable reason={reason} />}
		/>
	);
}

const NO_STATIONS: readonly never[] = [];

function selectionOf(event: PickEvent): Selection | null {
	const { lon, lat } = event.lonLat;
	switch (event.kind) {
		case 'building':
			return { kind: 'building', fid: event.fid, lon, lat };
		case 'merged':
			return { kind: 'merged', count: event.count, lon, lat };
		case 'ground':
			return { kind: 'place', lon, lat };
		case 'mark':
		case 'incident':
			return null;
		case 'hose':
			return { kind: 'water', id: event.id, lon, lat };
		default:
			return { kind: event.kind, id: event.id, lon, lat };
	}
}

/** Open incidents but the one that is shown; the same object until one of them changes in what is drawn. */
function useOtherIncidents(): readonly PictureIncident[] {
	const shownId = useSelection((state) => state.incidentId);
	const key = useLive((state) =>
		JSON.stringify(
			findOpenIncidents(state.incidents)
				.filter(({ id }) => id !== shownId)
				.map(({ id, lon, lat, level, acknowledgedAtMs }): PictureIncident => {
					return { id, lon, lat, level, isWaiting: acknowledgedAtMs === null };
				}),
		),
	);
	return useMemo(() => JSON.parse(key) as PictureIncident[], [key]);
}

/** The building to light up: the one a list row points at, else the picked one. */
function useLitBuilding(): PictureBuilding | null {
	const { api } = useServices();
	const pointed = useUi((state) => state.pointed);
	const fid = useSelection(({ selected }) => (selected?.kind === 'building' ? selected.fid : null));
	const fetched = useFetched(`lit ${fid} ${usePackVersion()}`, async (signal) =>
		fid === null ? null : api.readBuilding(fid, signal),
	);
	const picked = fetched.status === 'ready' ? fetched.value : null;
	return pointed ?? picked;
}

/**
 * One flight to an incident: to its building, or to the place when the assessment keeps one waiting; then on to the building, unless the
 * user has moved the map meanwhile.
 */
function useFlyToIncident(map: React.RefObject<CityMapHandle | null>, incident: Incident | undefined): void {
	const id = incident?.id;
	const isAssessed = incident !== undefined && incident.assessment !== null;
	const { ui } = useServices();
	const flown = useRef<{ readonly id: string; readonly view: MapView | undefined } | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: not a flight for each change of the record.
	useEffect(() => {
		if (!incident) {
			flown.current = null;
			return;
		}
		const before = flown.current?.id === incident.id ? flown.current.view : undefined;
		if (before && hasMoved(before, map.current?.getView())) return;
		const fly = () => {
			map.current?.flyTo(flightTo(incident));
			ui.setState({ dimension: '3d' });
			flown.current = { id: incident.id, view: map.current?.getView() };
		};
		if (isAssessed) {
			fly();
			return;
		}
		const timer = setTimeout(fly, AWAIT_ASSESSMENT_MS);
		return () => clearTimeout(timer);
	}, [id, isAssessed]);
}

function useMapRequests(map: React.RefObject<CityMapHandle | null>): void {
	const request = useUi((state) => state.request);
	const incident = useCurrentIncident();
	const { ui } = useServices();
	// biome-ignore lint/correctness/useExhaustiveDependencies: a request is done once, whatever is shown later.
	useEffect(() => {
		if (!request || !map.current) return;
		run(map.current, request, incident);
		if (request.kind === 'view') ui.setState({ dimension: request.dimension });
		// What is drawn at the crosshair next must not wait for the picture.
		const centre = request.kind === 'pan' ? map.current.getCentre() : undefined;
		if (centre) ui.setState(({ view }) => ({ view: view && { ...view, centre } }));
	}, [request]);
}

function run(map: CityMapHandle, request: MapRequest, incident: Incident | undefined): void {
	switch (request.kind) {
		case 'fly':
			map.flyTo({ lon: request.lon, lat: request.lat, rangeM: request.rangeM, durationS: FLY_S });
			break;
		case 'home':
			if (incident) map.flyTo(flightTo(incident));
			else map.flyHome();
			break;
		case 'zoom':
			map.zoom(request.steps);
			break;
		case 'pan':
			map.pan(request.right, request.up);
			break;
		case 'turn':
			map.turn(request.headingDeg, request.pitchDeg);
			break;
		case 'north':
			map.resetNorth();
			break;
		case 'view':
			if (request.dimension === '2d') map.set2D();
			else map.set3D();
			break;
		case 'retry-tiles':
			map.retryFailed();
	}
}

function MapUnavailable({ reason }: { reason: string }) {
	const { t } = useTranslation();
	const lite = new URL(location.href);
	lite.searchParams.set('gfx', 'lite');
	return (
		<div className="map-pane__state">
			<EmptyState icon={MonitorX} title={t('map.unavailable')} hint={t('map.unavailableHint')}>
				<p>
					{t('map.unavailableHow')} <span className="dim">{reason}</span>
				</p>
				<a className="btn" href={lite.href}>
					{t('map.lite')}
				</a>
			</EmptyState>
		</div>
	);
}
