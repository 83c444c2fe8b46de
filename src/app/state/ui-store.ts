import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Datum } from '../../domain/incident.ts';
import type { MapView } from '../../scene/engine/map-view.ts';
import type { TileStats } from '../../scene/engine/tile-watch.ts';
import type { PictureBuilding } from '../../scene/layers/alarm-picture.ts';
import type { PictureLit } from '../../scene/layers/tactics-picture.ts';
import type { ColourBy } from '../../scene/style/building-style.ts';
import type { CardSize } from '../ui/card.tsx';
import { EMPTY_INTAKE, type Intake } from './intake.ts';

/** Where a new alarm is to be raised, as far as it is known. */
export interface AlarmDraft {
	readonly lon: number | null;
	readonly lat: number | null;
	readonly datum: Datum;
	readonly address: string;
	readonly origin: 'map' | 'search';
}

/** What the page asks the map to do once; a new object asks again. */
export type MapRequest =
	| { readonly kind: 'fly'; readonly lon: number; readonly lat: number; readonly rangeM: number }
	| { readonly kind: 'home' }
	| { readonly kind: 'zoom'; readonly steps: number }
	/** By a part of the map: 0.2 is a fifth. */
	| { readonly kind: 'pan'; readonly right: number; readonly up: number }
	/** Round the middle of the map. */
	| { readonly kind: 'turn'; readonly headingDeg: number; readonly pitchDeg: number }
	| { readonly kind: 'north' }
	| { readonly kind: 'view'; readonly dimension: '2d' | '3d' }
	| { readonly kind: 'retry-tiles' };

/**
 * Which parts of the assessment the map draws over the alarm. Quiet by default: what the first decisions need; posts, UAV and coverage
 * come when they are asked for.
 */
export interface TacticsLayers {
	/** Painted on the facades, of one appliance. */
	readonly reach: boolean;
	readonly spots: boolean;
	readonly hoses: boolean;
	readonly zones: boolean;
	/** Command post and staging. */
	readonly posts: boolean;
	/** View points of the UAV and its line round the target. */
	readonly uav: boolean;
	/** Land that nobody reaches in time while the vehicles are away. */
	readonly coverage: boolean;
}

/** An aerial that the next click on the map puts down. */
export interface PlacingTruck {
	/** Id of the vehicle catalogue. */
	readonly model: string;
	/** In place of the one there in Situation.placed; null = one more. */
	readonly index: number | null;
}

/** A step of an incident's life that is told with a reason, or a change of what it is. */
export type LifeStep =
	| { readonly kind: 'close' | 'reopen' | 'change'; readonly incidentId: string }
	/** Given to another service; who called is read, which is audited. */
	| { readonly kind: 'hand-over'; readonly incidentId: string }
	| { readonly kind: 'caller'; readonly incidentId: string }
	| { readonly kind: 'merge'; readonly incidentId: string; readonly into: string };

/** Which tool is in hand. 'alarm': the next click on the map is the place of a new alarm. The others: that tool's panel is open. */
export type Tool =
	| 'none'
	| 'alarm'
	| 'route'
	| 'closure'
	| 'what-if'
	| 'tactics'
	| 'measure'
	| 'force'
	| 'roster'
	| 'requests'
	| 'log';

/** What Ctrl+Z and Ctrl+Shift+Z do while a tool is open; each says whether there was something to do. */
export interface Undoing {
	undo(): boolean;
	redo(): boolean;
}

/** State of the page that several parts share and nobody saves. */
export interface UiState {
	readonly tool: Tool;
	/** Of the open tool, which sets it as it opens and takes it back as it closes; null = those of the what-if. */
	readonly undoing: Undoing | null;
	/** Incident that is replayed; null = what is on screen is now. */
	readonly replay: string | null;
	/** Where a replay begins that is opened next, ms; null = with the call. */
	readonly replayFromMs: number | null;
	/** 'wall': a big screen without a hand at it. */
	readonly screen: 'desk' | 'wall';
	/** null = a click on the map puts no aerial down. */
	readonly placing: PlacingTruck | null;
	readonly tactics: TacticsLayers;
	/** What the open number was taken from; the map lights it. null = none is open. */
	readonly lit: PictureLit | null;
	/** Cards that were opened or folded by hand, by number or name; the others follow the size of the window. */
	readonly cardSizes: Readonly<Record<string, CardSize>>;
	/** Open list of all assumptions, at one of them or at none; null = closed. */
	readonly assumptions: { readonly id: string | null } | null;
	/** Open form of a new alarm; null = closed. */
	readonly draft: AlarmDraft | null;
	/** What was typed into that form: it outlives it, until the alarm is raised or thrown away. */
	readonly intake: Intake;
	/** Waiting alarm that is stepped to; null, or one that waits no more: the oldest. */
	readonly alarmShown: string | null;
	/** Step of an incident's life that is being asked for; null = none. */
	readonly life: LifeStep | null;
	/** Pairs of incidents that somebody here said are not the same; see findDuplicate. */
	readonly notDuplicates: readonly string[];
	/** Building a list row points at; the map lights it up. */
	readonly pointed: PictureBuilding | null;
	/** Limit that a list row points at: the shape of a tight turn is drawn. */
	readonly signId: string | null;
	/** Building whose facts were read last; how a picked one is found again in other city data. */
	readonly picked: { readonly fid: number; readonly id: string } | null;
	/** How often other city data took the place of those on screen. */
	readonly packUpdates: number;
	readonly dimension: '2d' | '3d';
	/** Building colour while an incident is shown; apart from it the saved setting holds. */
	readonly alarmColourBy: ColourBy;
	readonly layersOpen: boolean;
	readonly legendOpen: boolean;
	readonly helpOpen: boolean;
	/** Step of the tour that is shown; null = it is not open. */
	readonly tourStep: number | null;
	readonly closeUpOpen: boolean;
	/** Incident whose after-action report is asked for; null = of none. */
	readonly report: string | null;
	/** Takes a picture of the map; null = there is no map. */
	readonly captureMap: (() => HTMLCanvasElement | null) | null;
	/** Resolves when the map is drawn with all that was changed before, or after so many ms; null = there is no map. */
	readonly settleMap: ((limitMs: number) => Promise<void>) | null;
	/** The map is drawn in the colours of paper, for a picture. */
	readonly onPaper: boolean;
	/** The panel on a tablet; 'half' leaves the upper half of the map free. */
	readonly drawer: 'closed' | 'half' | 'open';
	readonly sound: 'unasked' | 'off' | 'on';
	/** Until when the bell is silent, ms; 0 = not muted. */
	readonly mutedUntilMs: number;
	readonly request: MapRequest | null;
	readonly tiles: TileStats;
	/** `centre`: the place in the middle of the map. */
	readonly view: { readonly view: MapView; readonly metresPerPixel: number; readonly centre: LonLat } | null;
	/** Since when the WebGL context is lost, ms; null = it is there. */
	readonly contextLostAtMs: number | null;
}

/** Holds UiState. */
export type UiStore = StoreApi<UiState>;

/** A draft with nothing known yet. */
export const EMPTY_DRAFT: AlarmDraft = { lon: null, lat: null, datum: 'wgs84', address: '', origin: 'search' };

/** What the map draws of an assessment before anybody asks for more. */
export const QUIET_TACTICS: TacticsLayers = {
	reach: true,
	spots: true,
	hoses: true,
	zones: true,
	posts: false,
	uav: false,
	coverage: false,
};

/** From this size on the legend is open at first: in a lower window it would take a tool's panel its room. */
const LARGE_PX = 1600;
const TALL_PX = 1000;

/** Makes the store of a page just opened. */
export function createUiStore(screen: UiState['screen'] = 'desk'): UiStore {
	return createStore<UiState>(() => ({
		tool: 'none',
		undoing: null,
		replay: null,
		replayFromMs: null,
		screen,
		placing: null,
		tactics: QUIET_TACTICS,
		lit: null,
		cardSizes: {},
		assumptions: null,
		draft: null,
		intake: EMPTY_INTAKE,
		alarmShown: null,
		life: null,
		notDuplicates: [],
		pointed: null,
		signId: null,
		picked: null,
		packUpdates: 0,
		dimension: '3d',
		alarmColourBy: 'plain',
		layersOpen: false,
		legendOpen: innerWidth >= LARGE_PX && innerHeight >= TALL_PX,
		helpOpen: false,
		tourStep: null,
		closeUpOpen: false,
		report: null,
		captureMap: null,
		settleMap: null,
		onPaper: false,
		drawer: 'half',
		sound: 'unasked',
		mutedUntilMs: 0,
		request: null,
		tiles: { loaded: 0, failed: 0, pending: 0 },
		view: null,
		contextLostAtMs: null,
	}));
}
