import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CityAnalysis } from '../../client/city-analysis.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import {
	type BuildingSide,
	FIRE_ENGINE_EXEMPTIONS,
	type IsochroneAnswer,
	type RouteAnswer,
	type RouteExemptions,
} from '../../domain/route.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import { findVehicleModel } from '../../domain/vehicle-catalogue.ts';
import type { AskVehicle, VehicleAnswer } from './way.ts';

/** Start or end of a way that is asked for. */
export interface AskPlace extends LonLat {
	/** null = a point on the map. */
	readonly name: string | null;
	readonly nameEn: string | null;
}

/** What is asked with the route tool. */
export interface RouteAsk {
	readonly from: AskPlace | null;
	readonly to: AskPlace | null;
	/** Ids of the vehicle catalogue, or OWN_VEHICLE; of one vehicle up to three ways are asked for, of several the best of each. */
	readonly models: readonly string[];
	/** The service's own vehicle that was picked; null = none. */
	readonly own: AskVehicle | null;
	readonly exemptions: RouteExemptions;
	/** null = now. */
	readonly departAtMs: number | null;
	/** How far one gets from the start as well. */
	readonly isochrone: boolean;
}

/** The answer to a RouteAsk. What was found stays while it is asked anew. */
export interface Asked {
	readonly status: 'idle' | 'loading' | 'ready' | 'failed';
	readonly error: unknown;
	readonly answers: readonly VehicleAnswer[];
	readonly isochrone: IsochroneAnswer | null;
	/** Clock time that was reckoned with. */
	readonly departAtMs: number;
}

/** Ways asked for anew for one vehicle of the alarm, and which of them is shown. */
export interface Choice {
	readonly answer: RouteAnswer;
	readonly index: number;
	/** Side of the building that was asked for; null = the nearest. */
	readonly side: BuildingSide | null;
	/** Clock time that was reckoned with. */
	readonly departAtMs: number;
}

/** The ways on screen and what they are reckoned with. */
export interface WaysState {
	/** The page's own analysis over the pack on screen; null before there is one. */
	readonly analysis: CityAnalysis | null;
	/** How long driving takes, as server and page reckon; null = not read yet. */
	readonly table: TravelTable | null;
	/** The fire service's figures, as server and page reckon; null = not read yet. */
	readonly service: ServiceTable | null;
	readonly ask: RouteAsk;
	/** Which end the next click on the map sets. */
	readonly picking: 'from' | 'to' | null;
	readonly asked: Asked;
	/** By Way.id. */
	readonly choices: Readonly<Record<string, Choice>>;
}

/** Holds WaysState. */
export type WaysStore = StoreApi<WaysState>;

/** The vehicle that is asked for at first: the default of the analysis. */
const FIRST_MODEL = 'AP50';
/** More than this would not be told apart. */
export const MOST_MODELS = 6;

/** Id of the service's own vehicle among those asked for; no model has it. */
export const OWN_VEHICLE = 'own';

/** The vehicles of an ask, in its order. */
export function listAskedVehicles({ models, own }: Pick<RouteAsk, 'models' | 'own'>): AskVehicle[] {
	return models
		.map((id) => (id === OWN_VEHICLE ? own : findVehicleModel(id)))
		.filter((vehicle) => vehicle !== undefined && vehicle !== null);
}

/** An answer to nothing. */
export const NOTHING_ASKED: Asked = { status: 'idle', error: null, answers: [], isochrone: null, departAtMs: 0 };

/** Makes the store of a page just opened. */
export function createWaysStore(): WaysStore {
	return createStore<WaysState>(() => ({
		analysis: null,
		table: null,
		service: null,
		ask: {
			from: null,
			to: null,
			models: [FIRST_MODEL],
			own: null,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
			departAtMs: null,
			isochrone: false,
		},
		picking: null,
		asked: NOTHING_ASKED,
		choices: {},
	}));
}
