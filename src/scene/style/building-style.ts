import type { BuildingUse } from '../../domain/building.ts';
import type { SceneTheme } from './scene-theme.ts';

/** What the colour of a building tells. Never two things at once. */
export type ColourBy = 'plain' | 'height' | 'use';

/** One step of the height legend: fromM <= height < toM; toM null = no upper end. */
export interface HeightBand {
	readonly fromM: number;
	readonly toM: number | null;
	readonly colour: Readonly<Record<SceneTheme, string>>;
}

/** Height bands, lowest first (UI design language, section 2: luminance runs one way, told apart by colour-blind eyes). */
export const HEIGHT_BANDS: readonly HeightBand[] = [
	{ fromM: 0, toM: 9, colour: { dark: '#2E4470', light: '#DCE3F0' } },
	{ fromM: 9, toM: 24, colour: { dark: '#45608C', light: '#B3C0DA' } },
	{ fromM: 24, toM: 50, colour: { dark: '#6F7F8F', light: '#8B9BB5' } },
	{ fromM: 50, toM: 100, colour: { dark: '#A39A78', light: '#8C8566' } },
	{ fromM: 100, toM: 250, colour: { dark: '#D3BE5A', light: '#6F6118' } },
	{ fromM: 250, toM: null, colour: { dark: '#FBE88B', light: '#3D3400' } },
];

/** The groups of the use legend; the same colours in both themes. */
export const USE_GROUPS = [
	'residential',
	'commercial',
	'factory',
	'warehouse',
	'public',
	'urban-village',
	'other',
] as const;
export type UseGroup = (typeof USE_GROUPS)[number];

/** Colours of the use legend (UI design language, section 2). */
export const USE_COLOURS: Readonly<Record<UseGroup, string>> = {
	residential: '#6D8FD9',
	commercial: '#CB7A35',
	factory: '#4E4790',
	warehouse: '#664A3A',
	public: '#63CC8D',
	'urban-village': '#F2C4E2',
	other: '#8F8F90',
};

const GROUP_OF_USE: Readonly<Record<BuildingUse, UseGroup>> = {
	unknown: 'other',
	residential: 'residential',
	'urban-village': 'urban-village',
	commercial: 'commercial',
	office: 'commercial',
	public: 'public',
	factory: 'factory',
	warehouse: 'warehouse',
	other: 'other',
};

/** Which legend entry a use belongs to: offices count as commercial, unknown as other. */
export function findUseGroup(use: BuildingUse): UseGroup {
	return GROUP_OF_USE[use];
}

/** The band a height falls in; null = the height is unknown and has no band. */
export function findHeightBand(heightM: number | null): HeightBand | null {
	if (heightM === null || !(heightM >= 0)) return null;
	return HEIGHT_BANDS.findLast((band) => heightM >= band.fromM) ?? null;
}
