import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Datum } from '../../domain/incident.ts';
import type { MapView } from '../../scene/engine/map-view.ts';
import type { TileStats } from '../../scene/engine/tile-watch.ts';
import type { PictureBuilding } from '../../scene/layers/alarm-picture.ts';
import type { ColourBy } from '../../scene/style/building-style.ts';

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
	| { readonly kind: 'north' }
	| { readonly kind: 'view'; readonly dimension: '2d' | '3d' }
	| { readonly kind: 'retry-tiles' };

/** State of the page that several parts share and nobody saves. */
export interface UiState {
	/** 'alarm': the next click on the map is the place of a new alarm. 'route', 'closure': that tool's panel is open. */
	readonly tool: 'none' | 'alarm' | 'route' | 'closure';
	/** Open form of a new alarm; null = closed. */
	readonly draft: AlarmDraft | null;
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
	readonly closeUpOpen: boolean;
	readonly drawerOpen: boolean;
	readonly singleKeys: boolean;
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

/** From this width on the legend is open at first. */
const LARGE_PX = 1600;

/** Makes the store of a page just opened. */
export function createUiStore(): UiStore {
	return createStore<UiState>(() => ({
		tool: 'none',
		draft: null,
		pointed: null,
		signId: null,
		picked: null,
		packUpdates: 0,
		dimension: '3d',
		alarmColourBy: 'plain',
		layersOpen: false,
		legendOpen: innerWidth >= LARGE_PX,
		helpOpen: false,
		closeUpOpen: false,
		drawerOpen: true,
		singleKeys: true,
		sound: 'unasked',
		mutedUntilMs: 0,
		request: null,
		tiles: { loaded: 0, failed: 0, pending: 0 },
		view: null,
		contextLostAtMs: null,
	}));
}
